import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'

/**
 * Any website could otherwise have a browser press "kill the worker" (a forged request), or read what is here through a
 * name that it points at this machine (DNS rebinding). So a request must name this machine as people do, by `localhost`,
 * an address, or the configured host, and one that changes something must come from our own page. Tools that are no
 * browser send no Origin, and may.
 */
export function guard(configuredHost: string): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host')
    if (host === undefined || !isOurHost(host, configuredHost))
      return context.text(`This server does not answer to the name ${host ?? '(none)'}.`, 403)
    const origin = context.req.header('origin')
    const site = context.req.header('sec-fetch-site')
    const isForeign =
      (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) ||
      (site !== undefined && site !== 'same-origin' && site !== 'none')
    // A link on another page may lead here; anything else from there may not.
    const isVisit = context.req.method === 'GET' && context.req.header('sec-fetch-mode') === 'navigate'
    if (isForeign && !isVisit) return context.text('Only the page of this server may ask that.', 403)
    return next()
  }
}

function isOurHost(header: string, configuredHost: string): boolean {
  const name = header.replace(/:\d+$/, '').toLowerCase()
  return (
    name === 'localhost' ||
    name === configuredHost.toLowerCase() ||
    isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0
  )
}

/** Scripts, styles and pictures come from this server alone; nothing inline runs, whatever a message holds. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next()
  context.header('Content-Security-Policy', contentSecurityPolicy)
  context.header('X-Content-Type-Options', 'nosniff')
  context.header('Referrer-Policy', 'no-referrer')
  context.header('Cross-Origin-Opener-Policy', 'same-origin')
  context.header('Cross-Origin-Resource-Policy', 'same-origin')
}
