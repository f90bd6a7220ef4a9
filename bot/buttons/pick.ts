import type { Button } from '#bot/component.ts'
import { findOriginalPicture } from '#bot/repaint.ts'
import { storedPicture } from '#bot/stored-picture.ts'
import { upscalersOf } from '#bot/upscalers-of.ts'
import { messageLink } from '#messages/message-link.ts'
import { pictureMessage } from '#messages/picture.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** `U1`–`U4`: posts the single picture that a grid was made of. It is painted already, so it costs nothing. */
export const pick: Button = {
  acknowledge: 'post',
  action: 'pick',
  async post(interaction, imageId, deps) {
    const original = await findOriginalPicture(interaction, imageId, deps)
    const { image, settings, generation } = original
    const file = await storedPicture(interaction, original, deps)
    const { locale, messageId } = generation
    const link = messageId === null ? '' : messageLink({ ...generation, id: messageId })
    const content = textsFor(locale).picked(image.index + 1, link)
    const upscalers = await upscalersOf(settings.model, deps)
    const body = pictureMessage({
      images: [image],
      upscalers,
      fileName: file.name,
      settings,
      locale,
      content,
    })
    return { body, files: [file], imageId, private: generation.private }
  },
}
