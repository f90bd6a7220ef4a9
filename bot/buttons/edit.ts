import type { Button } from '#bot/component.ts'
import { findOriginalPicture } from '#bot/repaint.ts'
import { editForm } from '#messages/forms.ts'

/** Opens a form that holds the picture's settings. */
export const edit: Button = {
  acknowledge: 'modal',
  action: 'edit',
  async modal(interaction, imageId, deps) {
    const { settings } = await findOriginalPicture(interaction, imageId, deps)
    return editForm(imageId, settings, interaction.locale)
  },
}
