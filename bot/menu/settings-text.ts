import type { MenuEntry } from '#bot/component.ts'
import { findOriginalPicture } from '#bot/repaint.ts'
import { storedPicture } from '#bot/stored-picture.ts'
import { notice } from '#messages/notice.ts'
import { codeBlock } from '#messages/code-block.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { readPngParameters } from '#store/png/encode-png.ts'

/** The settings as A1111 writes them, to copy: what the picture's own PNG says. */
export const settingsText: MenuEntry = {
  acknowledge: 'private',
  value: 'settings_text',
  async answer(interaction, imageId, deps) {
    const { image } = await findOriginalPicture(interaction, imageId, deps)
    const { data } = await storedPicture(interaction, image, deps)
    const text = Buffer.isBuffer(data) ? readPngParameters(data) : undefined
    return { body: notice(text === undefined ? textsFor(interaction.locale).noSettings : codeBlock(text)) }
  },
}
