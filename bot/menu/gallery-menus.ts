import type { StringSelectMenuInteraction } from 'discord.js'
import type { Menu } from '#bot/contract/component.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { galleryViewOf } from '#bot/pictures/gallery-view.ts'
import { showGallery } from '#bot/pictures/gallery.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { singlePicture } from '#bot/pictures/single-picture.ts'
import { isFavourite } from '#db/favourites.ts'
import { saveGalleryView } from '#db/gallery.ts'
import { everyPlace } from '#messages/gallery.ts'
import type { GalleryView } from '#db/schema.ts'
import { messageLink } from '#messages/message-link.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** Opens one picture of a gallery: in full, with its settings, its buttons, and the way to its message. */
export const galleryOpen: Menu = {
  acknowledge: 'private',
  repeatable: true,
  async answer(interaction, viewId, deps) {
    await galleryViewOf(interaction, viewId, deps)
    const original = await findOriginalPicture(interaction, interaction.values[0] ?? '', deps)
    const { locale } = interaction
    // A private message is gone from Discord sooner or later, and nobody else ever saw it.
    const { generation } = original
    const link = generation.private ? undefined : messageLink(generation)
    const content = link === undefined ? {} : { content: textsFor(locale).gallery.jump(link) }
    const favourite = await isFavourite(deps.db, original.image.id, interaction.user.id)
    return singlePicture(interaction, original, { locale, asFile: true, favourite, ...content }, deps)
  },
}

/** Narrows a gallery by all that is ticked; what was searched for and the place stay as they are. */
export const galleryFilter: Menu = {
  acknowledge: 'update',
  repeatable: true,
  async update(interaction, viewId, deps) {
    const picked = new Set(interaction.values)
    return changedGallery(interaction, viewId, deps, {
      favouritesOnly: picked.has('favourites'),
      // The shorter time is within the longer one.
      days: picked.has('days_7') ? 7 : picked.has('days_30') ? 30 : null,
    })
  },
}

/** Narrows a gallery to one place, or shows every place's pictures again. */
export const galleryPlace: Menu = {
  acknowledge: 'update',
  repeatable: true,
  async update(interaction, viewId, deps) {
    const [place = everyPlace] = interaction.values
    return changedGallery(interaction, viewId, deps, { guildId: place === everyPlace ? null : place })
  },
}

/** A gallery that shows something else from now on, from its first page; what is not changed stays. */
async function changedGallery(
  interaction: StringSelectMenuInteraction,
  viewId: string,
  deps: BotDeps,
  change: Partial<Pick<GalleryView, 'favouritesOnly' | 'days' | 'guildId'>>,
) {
  const { userId, search, favouritesOnly, guildId, days } = await galleryViewOf(interaction, viewId, deps)
  const view = await saveGalleryView(deps.db, { userId, search, favouritesOnly, guildId, days, ...change })
  return showGallery(view, 0, interaction, deps)
}
