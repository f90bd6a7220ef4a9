import type { Button } from '#bot/contract/component.ts'
import { galleryViewOf } from '#bot/pictures/gallery-view.ts'
import { showGallery } from '#bot/pictures/gallery.ts'

/** Turns a gallery's page; which one stands in the button. */
export const galleryPageButton: Button = {
  acknowledge: 'update',
  repeatable: true,
  async update(interaction, viewId, deps, page) {
    const view = await galleryViewOf(interaction, viewId, deps)
    return showGallery(view, page, interaction, deps)
  },
}
