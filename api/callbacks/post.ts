import { lookup as resolve } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import { isLocalAddress } from '#core/local-address.ts'

const timeoutMs = 10_000

/** An address that is not called: it is of this machine or its network. */
export class LocalAddressError extends Error {
  override readonly name = 'LocalAddressError'
}

/**
 * Sends JSON to an address that a person named. What its name resolves to is checked, and that very address is connected to: a name that
 * leads elsewhere a moment later changes nothing. Redirects are not followed.
 * @returns the status
 * @throws when nobody answers in time, {LocalAddressError} for what is not on the internet
 */
export async function post(
  url: URL,
  { body, headers, allowLocal }: { body: string; headers: Record<string, string>; allowLocal: boolean },
): Promise<number> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (!allowLocal && isIP(host) !== 0 && isLocalAddress(host)) throw new LocalAddressError(host)
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((done, fail) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
        lookup: allowLocal ? anyLookup : publicLookup,
        signal: AbortSignal.timeout(timeoutMs),
        // A connection that is kept might have been opened before it was checked.
        agent: false,
      },
      (answer) => {
        // What it says besides does not matter, and may be endless.
        answer.destroy()
        done(answer.statusCode ?? 0)
      },
    )
    sent.once('error', fail)
    sent.end(body)
  })
}

const anyLookup: LookupFunction = (hostname, options, callback) => resolve(hostname, options, callback)

/** `dns.lookup`, which answers with an error where any address of a name is local. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error !== null || first === undefined) {
      callback(error ?? new Error(`${hostname} has no address`), '')
      return
    }
    if (addresses.some(({ address }) => isLocalAddress(address))) {
      callback(new LocalAddressError(hostname), '')
      return
    }
    if (options.all === true) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}
