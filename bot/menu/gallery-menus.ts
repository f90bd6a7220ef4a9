import type { Menu } from '#bot/component.ts'
import { galleryViewOf } from '#bot/gallery-view.ts'
import { showGallery } from '#bot/gallery.ts'
import { findOriginalPicture } from '#bot/repaint.ts'
import { storedPicture } from '#bot/stored-picture.ts'
import { upscalersOf } from '#bot/upscalers-of.ts'
import { saveGalleryView } from '#db/gallery.ts'
import { everyPlace } from '#messages/gallery.ts'
import type { GalleryView } from '#db/schema.ts'
import { messageLink } from '#messages/message-link.ts'
import { pictureMessage } from '#messages/picture.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** Opens one picture of a gallery: in full, with its settings, its buttons, and the way to its message. */
export const galleryOpen: Menu = {
  acknowledge: 'private',
  action: 'gallery_open',
  repeatable: true,
  async answer(interaction, viewId, deps) {
    await galleryViewOf(interaction, viewId, deps)
    const original = await findOriginalPicture(interaction, interaction.values[0] ?? '', deps)
    const { image, settings, generation } = original
    const file = await storedPicture(interaction, original, deps)
    const { locale } = interaction
    const upscalers = await upscalersOf(settings.model, deps)
    const body = pictureMessage({
      images: [image],
      upscalers,
      fileName: file.name,
      settings,
      locale,
      asFile: true,
    })
    // A private message is gone from Discord sooner or later, and nobody else ever saw it.
    const { messageId } = generation
    const link =
      messageId === null || generation.private ? undefined : messageLink({ ...generation, id: messageId })
    return {
      body: link === undefined ? body : { ...body, content: textsFor(locale).gallery.jump(link) },
      files: [file],
    }
  },
}

/** Narrows a gallery by all that is ticked; what was searched for and the place stay as they are. */
export const galleryFilter: Menu = {
  acknowledge: 'update',
  action: 'gallery_filter',
  repeatable: true,
  async update(interaction, viewId, deps) {
    const before = await galleryViewOf(interaction, viewId, deps)
    const picked = new Set(interaction.values)
    const narrower = {
      favouritesOnly: picked.has('favourites'),
      // The shorter time is within the longer one.
      days: picked.has('days_7') ? 7 : picked.has('days_30') ? 30 : null,
    }
    const view = await saveGalleryView(deps.db, { ...viewIn(before), ...narrower })
    return showGallery(view, 0, interaction, deps)
  },
}

/** Narrows a gallery to one place, or shows every place's pictures again. */
export const galleryPlace: Menu = {
  acknowledge: 'update',
  action: 'gallery_place',
  repeatable: true,
  async update(interaction, viewId, deps) {
    const before = await galleryViewOf(interaction, viewId, deps)
    const [place = everyPlace] = interaction.values
    const guildId = place === everyPlace ? null : place
    const view = await saveGalleryView(deps.db, { ...viewIn(before), guildId })
    return showGallery(view, 0, interaction, deps)
  },
}

const viewIn = ({ userId, search, favouritesOnly, guildId, days }: GalleryView) => ({
  userId,
  search,
  favouritesOnly,
  guildId,
  days,
})
