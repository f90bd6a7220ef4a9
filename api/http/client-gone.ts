import type { Context } from 'hono'

/** Fires when the client of a request goes away. */
export function clientGone(context: Context): AbortSignal {
  return context.req.raw.signal
}
