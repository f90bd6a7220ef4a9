import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { ApiError } from '#api/contract/api-error.ts'

const mega = 1024 * 1024
/** Two pictures of 10 MB in base64, and words. */
export const bodyMaxBytes = 32 * mega
/** Bodies that are being read, all together: more callers with pictures come a moment later. */
const roomBytes = 256 * mega
const tryAgainSeconds = 2

/**
 * Keeps bodies within what one and all may take of memory: one that says it is too large is refused unread, one that does not say is
 * counted while it comes.
 */
export function bodyRoom(): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize: bodyMaxBytes,
    onError: () => {
      throw new ApiError(413, 'body_too_large', 'The request is too large: 32 MB at most, pictures included.')
    },
  })
  let taken = 0
  return async (context, next) => {
    const said = Number(context.req.header('content-length') ?? Number.NaN)
    const comes = Number.isNaN(said)
      ? context.req.header('transfer-encoding') === undefined
        ? 0
        : bodyMaxBytes
      : Math.min(said, bodyMaxBytes)
    if (taken + comes > roomBytes) {
      const message = 'Too many large requests are being read at the moment: try again in a moment.'
      throw new ApiError(503, 'busy', message, { retryAfterSeconds: tryAgainSeconds })
    }
    taken += comes
    let held = comes
    const release = () => {
      taken -= held
      held = 0
    }
    try {
      // Where nothing was said, the body is read by now, and most are small.
      return await limit(context, async () => {
        if (Number.isNaN(said)) release()
        await next()
      })
    } finally {
      release()
    }
  }
}
