import type { Button } from '#bot/contract/component.ts'
import { openEditForm } from '#bot/pictures/open-edit-form.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { settingsOf } from '#db/generations.ts'

/** Opens a form that holds the picture's settings. */
export const edit: Button = {
  acknowledge: 'modal',
  async modal(interaction, imageId, deps) {
    const { settings } = await findOriginalPicture(interaction, imageId, deps)
    return openEditForm(interaction, imageId, settings, deps)
  },
}

/** The same for a grid: what comes of it is a grid. */
export const editAll: Button = {
  acknowledge: 'modal',
  async modal(interaction, imageId, deps) {
    const { generation } = await findOriginalPicture(interaction, imageId, deps)
    return openEditForm(interaction, imageId, settingsOf(generation), deps)
  },
}
