import type { MessageCommand } from '#bot/contract/component.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { FileGoneError } from '#bot/request/file-gone.ts'
import { foreignSettings } from '#bot/pictures/foreign-picture.ts'
import { settingsAnswer } from '#bot/pictures/settings-answer.ts'
import { findGeneration } from '#db/generations.ts'
import { imagesOfMessage } from '#db/images.ts'
import { notice } from '#messages/notice.ts'
import { noSettingsText } from '#messages/no-settings.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { readPngParameters } from '#store/png/encode-png.ts'
import { messageCommandDefinition } from './definition.ts'

/** How a picture was made, as its PNG tells: ours, or that of another tool. Of several, the first that tells. */
export const imageInfo: MessageCommand = {
  acknowledge: 'private',
  definition: messageCommandDefinition('Image info'),
  async answer(interaction, messageId, deps) {
    const { locale, targetMessage } = interaction
    const texts = textsFor(locale)
    const ours = await imagesOfMessage(deps.db, messageId)
    // Ours come from the store, since a message's links expire.
    if (ours.length > 0) {
      const ids = ours.map(({ id }) => id)
      const text = await ownParameters(ids, deps, locale)
      if (text === undefined) return { body: notice(texts.noSettings) }
      const generation = await findGeneration(deps.db, ours[0]?.generationId ?? '')
      return settingsAnswer(text, locale, { notes: generation?.notes ?? [] })
    }
    const found = await foreignSettings(targetMessage, deps, texts)
    if (found.outcome !== 'read') return { body: notice(noSettingsText(found, locale)) }
    const { settings, text } = found
    return settingsAnswer(text, locale, settings.written === undefined ? { tool: settings.tool } : {})
  },
}

/** @throws {FileGoneError} when none of the files is kept */
async function ownParameters(
  ids: readonly string[],
  { store }: Pick<BotDeps, 'store'>,
  locale: string,
): Promise<string | undefined> {
  for (const id of ids) {
    const png = await store.get(id)
    if (png !== undefined) return readPngParameters(png)
  }
  throw new FileGoneError(ids[0] ?? '', locale)
}
