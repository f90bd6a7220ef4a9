import type { Menu } from '#bot/component.ts'
import { galleryViewOf } from '#bot/gallery-view.ts'
import { showGallery } from '#bot/gallery.ts'
import { findOriginalPicture } from '#bot/repaint.ts'
import { storedPicture } from '#bot/stored-picture.ts'
import { upscalersOf } from '#bot/upscalers-of.ts'
import { type NewGalleryView, saveGalleryView } from '#db/gallery.ts'
import { galleryFilters, type GalleryFilter } from '#messages/gallery.ts'
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
    const body = pictureMessage({ images: [image], upscalers, fileName: file.name, settings, locale })
    const link =
      generation.messageId === null ? undefined : messageLink({ ...generation, id: generation.messageId })
    return {
      body: link === undefined ? body : { ...body, content: textsFor(locale).gallery.jump(link) },
      files: [file],
    }
  },
}

/** Narrows a gallery, or shows all of it again. */
export const galleryFilter: Menu = {
  acknowledge: 'update',
  action: 'gallery_filter',
  repeatable: true,
  async update(interaction, viewId, deps) {
    const { search, userId } = await galleryViewOf(interaction, viewId, deps)
    const filter = galleryFilters.find((value) => value === interaction.values[0]) ?? 'all'
    const everything = { userId, search, favouritesOnly: false, guildId: null, days: null }
    const narrower: Record<GalleryFilter, Partial<NewGalleryView>> = {
      all: { search: null },
      favourites: { favouritesOnly: true },
      here: { guildId: interaction.guildId },
      days_7: { days: 7 },
      days_30: { days: 30 },
    }
    const view = await saveGalleryView(deps.db, { ...everything, ...narrower[filter] })
    return showGallery(view, 0, interaction.locale, deps)
  },
}
