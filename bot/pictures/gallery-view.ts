import type { RepliableInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import { findGalleryView } from '#db/gallery.ts'
import type { GalleryView } from '#db/schema.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/** @throws {PersonError} when it is gone, or another person's */
export async function galleryViewOf(
  interaction: RepliableInteraction,
  viewId: string,
  { db }: Pick<BotDeps, 'db'>,
): Promise<GalleryView> {
  const view = await findGalleryView(db, viewId, interaction.user.id)
  if (view === undefined) throw new PersonError('refused', textsFor(interaction.locale).gallery.gone)
  return view
}
