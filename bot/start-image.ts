import { randomUUID } from 'node:crypto'
import type { Attachment } from 'discord.js'
import sharp from 'sharp'
import type { Config } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import type { Texts } from '#messages/texts/texts.ts'
import type { PictureStore } from '#store/picture-store.ts'

/** Where Discord keeps attachments (docs.discord.com: reference#cdn-formatting). */
const cdnOrigins = ['https://cdn.discordapp.com', 'https://media.discordapp.net']
const maxBytes = 10 * 1024 * 1024
const maxPixels = 32 * 1024 * 1024
const fetchTimeoutMs = 15_000
const formats = ['png', 'jpeg', 'webp', 'gif']

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
  const { apiUrl } = config.discord
  const origins = apiUrl === undefined ? cdnOrigins : [new URL(apiUrl).origin]
  if (!origins.includes(new URL(attachment.url).origin)) throw refuse(texts.refusals.imageNotFromDiscord)
  if (attachment.size > maxBytes) throw refuse(texts.refusals.imageTooLarge)

  const file = await download(attachment.url).catch((error: unknown) => {
    throw refuse(texts.refusals.imageNotFetched, error)
  })
  if (file === 'too large') throw refuse(texts.refusals.imageTooLarge)
  const unreadable = (error: unknown) => {
    throw refuse(texts.refusals.imageUnreadable, error)
  }
  // The type is what the bytes are, not what the name or the sender says.
  const { format, width, height } = await sharp(file).metadata().catch(unreadable)
  if (!formats.includes(format)) throw refuse(texts.refusals.imageUnreadable)
  if (width * height > maxPixels) throw refuse(texts.refusals.imageTooLarge)
  const png = await sharp(file, { limitInputPixels: maxPixels })
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .png()
    .toBuffer()
    .catch(unreadable)
  const id = randomUUID()
  await store.put(id, png)
  return id
}

/** Never more than `maxBytes`, whatever the sender said the size was; redirects would lead elsewhere. */
async function download(url: string): Promise<Buffer | 'too large'> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(fetchTimeoutMs) })
  if (!response.ok || response.body === null) throw new Error(`the CDN answered ${response.status}`)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) return 'too large'
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
