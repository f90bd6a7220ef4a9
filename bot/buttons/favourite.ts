import type { Button } from '#bot/contract/component.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { toggleFavourite } from '#db/favourites.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** Into the presser's own gallery, or out of it again. */
export const favourite: Button = {
  acknowledge: 'private',
  async answer(interaction, imageId, deps) {
    await findOriginalPicture(interaction, imageId, deps)
    const texts = textsFor(interaction.locale).favourite
    const isOne = await toggleFavourite(deps.db, interaction.user.id, imageId)
    return { body: notice(isOne ? texts.added : texts.removed) }
  },
}
