import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * Whether a web page asks, in somebody's browser: those send an Origin, and reach us by a name of their own where they
 * point one at this machine. The token of an emulated bot is no secret, so a page could else read and do as the bot.
 * A bot sends no Origin and calls us by address.
 */
export function isWebPage({ headers }: IncomingMessage): boolean {
  const name = (headers.host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
  return headers.origin !== undefined || (name !== 'localhost' && isIP(name) === 0)
}
