import { createHmac, randomBytes } from 'node:crypto'
import type { StoredFile } from './records.ts'

/** Links to attachments hold for a day: https://discord.com/developers/docs/reference#signed-attachment-cdn-urls */
const cdnLinkMs = 24 * 60 * 60 * 1000
/** A file keeps its address for some minutes, so that a browser that asks again finds it in its cache. */
const sameLinkMs = 15 * 60 * 1000

const secret = randomBytes(32)

function signature(path: string, expires: string, issued: string): string {
  return createHmac('sha256', secret).update(`${path}\n${expires}\n${issued}`).digest('hex')
}

export function cdnPath(file: StoredFile): string {
  const folder = file.ephemeral ? 'ephemeral-attachments' : 'attachments'
  return `/cdn/${folder}/${file.channelId}/${file.id}/${file.filename}`
}

/** A signed address that holds for a day at least; times are hexadecimal Unix seconds, as Discord writes them. */
export function cdnLink(url: string, file: StoredFile, now: number): string {
  const path = cdnPath(file)
  const since = Math.floor(now / sameLinkMs) * sameLinkMs
  const expires = ((since + sameLinkMs + cdnLinkMs) / 1000).toString(16)
  const issued = (since / 1000).toString(16)
  return `${url}${path}?ex=${expires}&is=${issued}&hm=${signature(path, expires, issued)}&`
}

export function cdnLinkHolds(path: string, query: URLSearchParams, now: number): boolean {
  const expires = query.get('ex') ?? ''
  const issued = query.get('is') ?? ''
  return query.get('hm') === signature(path, expires, issued) && Number.parseInt(expires, 16) * 1000 > now
}
