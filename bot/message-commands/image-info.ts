import type { Message } from 'discord.js'
import type { MessageCommand } from '#bot/component.ts'
import type { BotDeps } from '#bot/deps.ts'
import { downloadFromDiscord } from '#bot/discord-download.ts'
import { PersonError } from '#core/errors.ts'
import { imagesOfMessage } from '#db/images.ts'
import { codeBlock } from '#messages/code-block.ts'
import { notice } from '#messages/notice.ts'
import { type Texts, textsFor } from '#messages/texts/texts.ts'
import { readPngParameters } from '#store/png/encode-png.ts'
import { messageCommandDefinition } from './definition.ts'

/** How a picture was made, as its PNG tells: ours, or that of another tool. */
export const imageInfo: MessageCommand = {
  acknowledge: 'private',
  definition: messageCommandDefinition('Image info', 'Bildinfo'),
  async answer(interaction, messageId, deps) {
    const texts = textsFor(interaction.locale)
    const pngs = await pngsOf(interaction.targetMessage, messageId, deps, texts)
    if (pngs.length === 0) throw new PersonError('refused', texts.noPicture)
    const found = pngs.map(readPngParameters).find((text) => text !== undefined)
    return { body: notice(found === undefined ? texts.noSettings : codeBlock(found)) }
  },
}

/** Our own pictures come from the store, since a message's links expire; others' from Discord. */
async function pngsOf(
  message: Message,
  messageId: string,
  { db, store, config }: BotDeps,
  texts: Texts,
): Promise<Buffer[]> {
  const ours = await imagesOfMessage(db, messageId)
  if (ours.length > 0) {
    const stored = await Promise.all(ours.map(({ id }) => store.get(id)))
    return stored.filter((png) => png !== undefined)
  }
  const urls = [
    ...message.attachments.map(({ url }) => url),
    ...message.embeds.flatMap(({ image }) => (image === null ? [] : [image.url])),
  ]
  const [first] = urls
  return first === undefined ? [] : [await downloadFromDiscord(first, { config, texts })]
}
