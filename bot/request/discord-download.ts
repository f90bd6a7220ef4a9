import type { Config } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'

/** Where Discord keeps attachments (docs.discord.com: reference#cdn-formatting). */
const cdnOrigins = ['https://cdn.discordapp.com', 'https://media.discordapp.net']
export const downloadMaxBytes = 10 * 1024 * 1024
const fetchTimeoutMs = 15_000

/** The texts for a file that can't be fetched. */
export interface DownloadRefusals {
  elsewhere: string
  tooLarge: string
  notFetched: string
}

/**
 * Fetches a file from Discord's CDN, and from nowhere else: an address in a message may be anybody's.
 * @throws {PersonError} when it lies elsewhere, is too large, or can't be fetched
 */
export async function downloadFromDiscord(
  url: string,
  { config, say }: { config: Config; say: DownloadRefusals },
): Promise<Buffer> {
  const { apiUrl } = config.discord
  const origins = apiUrl === undefined ? cdnOrigins : [new URL(apiUrl).origin]
  if (!origins.includes(new URL(url).origin)) throw new PersonError('refused', say.elsewhere)
  const file = await download(url).catch((cause: unknown) => {
    throw new PersonError('refused', say.notFetched, { cause })
  })
  if (file === undefined) throw new PersonError('refused', say.tooLarge)
  return file
}

/** Reads no more than the limit, even where the sender named a smaller size. Redirects are refused: they lead elsewhere. */
async function download(url: string): Promise<Buffer | undefined> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(fetchTimeoutMs) })
  if (!response.ok || response.body === null) throw new Error(`the CDN answered ${response.status}`)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > downloadMaxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
