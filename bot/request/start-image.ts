import { randomUUID } from 'node:crypto'
import type { Attachment } from 'discord.js'
import type { Config } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import type { Texts } from '#messages/texts/texts.ts'
import { readPicture } from '#request/read-picture.ts'
import type { PictureStore } from '#store/picture-store.ts'
import { downloadFromDiscord, downloadMaxBytes } from './discord-download.ts'

/**
 * Fetches a start image from Discord's CDN and keeps it in the store, before anything is queued: an attachment's link expires.
 * Its own turning is applied, transparency becomes white; it is fitted to the picture's size when it is painted.
 * @returns its id in the store
 * @throws {PersonError} when it is no image that we read, too large, or can't be fetched
 */
export async function keepStartImage(
  attachment: Pick<Attachment, 'url' | 'size'>,
  { config, store, texts }: { config: Config; store: PictureStore; texts: Texts },
): Promise<string> {
  const refuse = (text: string, cause?: unknown) => new PersonError('refused', text, { cause })
  if (attachment.size > downloadMaxBytes) throw refuse(texts.refusals.imageTooLarge)
  const {
    imageNotFromDiscord: elsewhere,
    imageTooLarge: tooLarge,
    imageNotFetched: notFetched,
  } = texts.refusals
  const file = await downloadFromDiscord(attachment.url, { config, say: { elsewhere, tooLarge, notFetched } })
  const png = await readPicture(file)
  if (png === 'unreadable') throw refuse(texts.refusals.imageUnreadable)
  if (png === 'too large') throw refuse(texts.refusals.imageTooLarge)
  const id = randomUUID()
  await store.put(id, png)
  return id
}
