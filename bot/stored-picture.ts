import type { RepliableInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import type { Image } from '#db/schema.ts'
import type { PictureFile } from '#delivery/discord-api.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from './deps.ts'

/**
 * A picture's file from our store: never the message's attachment, whose link expires.
 * @throws {PersonError} when the clean-up has taken it; it can be painted again from its seed
 */
export async function storedPicture(
  interaction: RepliableInteraction,
  image: Image,
  { store }: Pick<BotDeps, 'store'>,
): Promise<PictureFile> {
  const data = image.deletedAt === null ? await store.get(image.id) : undefined
  if (data === undefined) throw new PersonError('refused', textsFor(interaction.locale).refusals.fileGone)
  return { name: `dragon-wings-${image.seed}.png`, contentType: 'image/png', data }
}
