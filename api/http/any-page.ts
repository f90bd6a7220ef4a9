import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { notesHeader } from './notes-header.ts'

const anyOrigin = '*'
const readable = ['Location', 'Retry-After', 'X-Should-Retry', notesHeader]
/** Chrome remembers the answer no longer than that. */
const rememberedForSeconds = 7200

/**
 * Lets any page ask, with whatever headers its client has (the `openai` package sends ten of its own): keys, not cookies, say who calls.
 * Hono's `cors` answers the question before a request; the answers themselves get their headers here, since it makes a whole `Response`
 * of each before there is one.
 */
export function anyPage(): MiddlewareHandler {
  const preflight = cors({ origin: anyOrigin, maxAge: rememberedForSeconds })
  return async (context, next) => {
    if (context.req.method === 'OPTIONS') return preflight(context, next)
    context.header('Access-Control-Allow-Origin', anyOrigin)
    context.header('Access-Control-Expose-Headers', readable.join(','))
    return next()
  }
}
