import type { Menu } from '#bot/contract/component.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { settingsAnswer } from '#bot/pictures/settings-answer.ts'
import { storedPng } from '#bot/pictures/stored-picture.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { readPngParameters } from '#store/png/encode-png.ts'

/** The settings as A1111 writes them, to copy: what the picture's own PNG says. */
export const settingsText: Menu = {
  acknowledge: 'private',
  repeatable: true,
  async answer(interaction, imageId, deps) {
    const { image, generation } = await findOriginalPicture(interaction, imageId, deps)
    const text = readPngParameters(await storedPng(interaction, image, deps))
    if (text !== undefined) return settingsAnswer(text, interaction.locale, { notes: generation.notes })
    return { body: notice(textsFor(interaction.locale).noSettings) }
  },
}
