import type { Button } from '#bot/contract/component.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { singlePicture } from '#bot/pictures/single-picture.ts'
import { isFavourite } from '#db/favourites.ts'
import { messageLink } from '#messages/message-link.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** `U1`–`U4`: posts the single picture that a grid was made of. It is painted already, so it costs nothing. */
export const pick: Button = {
  acknowledge: 'post',
  async post(interaction, imageId, deps) {
    const original = await findOriginalPicture(interaction, imageId, deps)
    const { image, generation } = original
    const { locale } = generation
    const content = textsFor(locale).picked(image.index + 1, messageLink(generation) ?? '')
    const favourite = await isFavourite(deps.db, imageId)
    const message = await singlePicture(interaction, original, { locale, content, favourite }, deps)
    return { ...message, imageId, private: generation.private }
  },
}
