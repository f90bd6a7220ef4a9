import type { Menu } from '#bot/contract/component.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { singlePicture } from '#bot/pictures/single-picture.ts'
import { PersonError } from '#core/errors.ts'
import { settingsOf } from '#db/generations.ts'
import { cellLabel } from '#messages/comparison.ts'
import { messageLink } from '#messages/message-link.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** `Open a cell…` under a sheet posts that picture alone, with its own buttons. It is painted already, so it costs nothing. */
export const openCell: Menu = {
  acknowledge: 'post',
  async post(interaction, firstId, deps) {
    const imageId = interaction.values[0] ?? ''
    const [original, sheet] = await Promise.all([
      findOriginalPicture(interaction, imageId, deps),
      findOriginalPicture(interaction, firstId, deps),
    ])
    const { image, generation } = original
    const { comparison } = settingsOf(generation)
    if (generation.id !== sheet.generation.id || comparison === undefined) {
      throw new PersonError('refused', textsFor(interaction.locale).refusals.unknownButton)
    }
    const { locale } = generation
    const label = cellLabel(comparison, image.index, locale)
    const content = textsFor(locale).compare.cell(label, messageLink(generation) ?? '')
    const message = await singlePicture(interaction, original, { locale, content }, deps)
    return { ...message, imageId, private: generation.private }
  },
}
