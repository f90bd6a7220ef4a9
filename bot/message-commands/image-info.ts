import type { Message } from 'discord.js'
import type { MessageCommand } from '#bot/component.ts'
import type { BotDeps } from '#bot/deps.ts'
import { downloadFromDiscord } from '#bot/discord-download.ts'
import { FileGoneError } from '#bot/file-gone.ts'
import { settingsAnswer } from '#bot/settings-answer.ts'
import { PersonError } from '#core/errors.ts'
import { imagesOfMessage } from '#db/images.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { readPngParameters } from '#store/png/encode-png.ts'
import { messageCommandDefinition } from './definition.ts'

/** Discord's limit of files in a message. */
const picturesLookedAt = 10

/** How a picture was made, as its PNG tells: ours, or that of another tool. Of several, the first that tells. */
export const imageInfo: MessageCommand = {
  acknowledge: 'private',
  definition: messageCommandDefinition('Image info', 'Bildinfo'),
  async answer(interaction, messageId, deps) {
    const { locale, targetMessage } = interaction
    const texts = textsFor(locale)
    const ours = await imagesOfMessage(deps.db, messageId)
    const [first] = ours
    if (first === undefined) return infoOfOthers(targetMessage, deps, locale)
    // Ours come from the store, since a message's links expire.
    for (const { id } of ours) {
      const png = await deps.store.get(id)
      const text = png && readPngParameters(png)
      if (text !== undefined) return settingsAnswer(text, locale)
      if (png !== undefined) return { body: notice(texts.noSettings) }
    }
    throw new FileGoneError(first.id, locale)
  },
}

/** @throws {PersonError} when there is no picture, or none of them can be had: then for the first one's reason */
async function infoOfOthers(message: Message, { config }: BotDeps, locale: string) {
  const texts = textsFor(locale)
  const urls = pictureUrls(message)
  if (urls.length === 0) throw new PersonError('refused', texts.noPicture)
  let refusal: PersonError | undefined
  let readAny = false
  for (const url of urls.slice(0, picturesLookedAt)) {
    try {
      const text = readPngParameters(await downloadFromDiscord(url, { config, say: texts.infos }))
      if (text !== undefined) return settingsAnswer(text, locale)
      readAny = true
    } catch (error) {
      if (!(error instanceof PersonError)) throw error
      refusal ??= error
    }
  }
  if (!readAny && refusal !== undefined) throw refusal
  return { body: notice(texts.noSettings) }
}

/** Attached files that call themselves pictures, and the pictures of embeds. */
function pictureUrls({ attachments, embeds }: Message): string[] {
  return [
    ...attachments
      .filter(({ contentType }) => contentType?.startsWith('image/') === true)
      .map(({ url }) => url),
    ...embeds.flatMap(({ image }) => (image === null ? [] : [image.url])),
  ]
}
