const host = /^[\w.-]+(?::\d{1,5})?$|^\[[\da-f:]+\](?::\d{1,5})?$/i

/**
 * Where the client reached us, behind a proxy, too: `https://pictures.example.org`. What it says of itself goes into addresses for itself
 * alone, and so is believed.
 */
export function originOf({ url, headers }: Pick<Request, 'url' | 'headers'>): string {
  const asked = new URL(url)
  const first = (name: string) => headers.get(name)?.split(',')[0]?.trim() ?? ''
  const scheme = /^https?$/i.exec(first('x-forwarded-proto'))?.[0].toLowerCase()
  const forwardedHost = host.exec(first('x-forwarded-host'))?.[0]
  return `${scheme ?? asked.protocol.slice(0, -1)}://${forwardedHost ?? asked.host}`
}
