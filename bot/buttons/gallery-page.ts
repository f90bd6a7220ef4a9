import type { Button } from '#bot/contract/component.ts'
import { galleryViewOf } from '#bot/pictures/gallery-view.ts'
import { showGallery } from '#bot/pictures/gallery.ts'
import { parseCustomId } from '#messages/custom-id.ts'

/** Turns a gallery's page; which one stands in the button. */
export const galleryPageButton: Button = {
  acknowledge: 'update',
  repeatable: true,
  async update(interaction, viewId, deps) {
    const view = await galleryViewOf(interaction, viewId, deps)
    const page = parseCustomId('button', interaction.customId)?.page ?? 0
    return showGallery(view, page, interaction, deps)
  },
}
