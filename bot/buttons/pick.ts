import type { Button } from '#bot/component.ts'
import { findOriginalPicture } from '#bot/repaint.ts'
import { storedPicture } from '#bot/stored-picture.ts'
import { pictureMessage } from '#messages/picture.ts'

/** `U1`–`U4`: posts the single picture that a grid was made of. It is painted already, so it costs nothing. */
export const pick: Button = {
  acknowledge: 'post',
  action: 'pick',
  async post(interaction, imageId, deps) {
    const { image, settings } = await findOriginalPicture(interaction, imageId, deps)
    const file = await storedPicture(interaction, image, deps)
    const body = pictureMessage({
      images: [image],
      fileName: file.name,
      settings,
      locale: interaction.locale,
    })
    return { body, files: [file] }
  },
}
