import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { ApiError } from '#api/contract/api-error.ts'
import type { ApiEnv } from '#api/contract/route-deps.ts'

const mega = 1024 * 1024
/** Two pictures of 10 MB in base64, and words. */
export const bodyMaxBytes = 32 * mega
/** Bodies that are being read, all together: more callers with pictures come a moment later. */
const roomBytes = 256 * mega
/** Of one person: who sends much, or sends it slowly, keeps nobody else out. */
const roomOfOneBytes = 128 * mega
/** Words without pictures need no room: Node reads as much of any request before it is looked at. */
const smallBytes = 64 * 1024
const tryAgainSeconds = 2

/**
 * Keeps bodies within what one and all may take of memory: one that says it is too large is refused unread, one that does not say is
 * counted while it comes.
 */
export function bodyRoom(): MiddlewareHandler<ApiEnv> {
  const counted = bodyLimit({
    maxSize: bodyMaxBytes,
    onError: () => {
      throw tooLarge()
    },
  })
  let taken = 0
  const takenBy = new Map<string, number>()
  return async (context, next) => {
    // Node lets no request have both, and holds a body to the length that it says.
    const inChunks = context.req.header('transfer-encoding') !== undefined
    const said = Number(context.req.header('content-length') ?? 0)
    if (!inChunks && said > bodyMaxBytes) throw tooLarge()
    if (!inChunks && said <= smallBytes) return next()
    const comes = inChunks ? bodyMaxBytes : said
    const { userId } = context.get('caller')
    const mine = takenBy.get(userId) ?? 0
    if (taken + comes > roomBytes || mine + comes > roomOfOneBytes) {
      const message = 'Too many large requests are being read at the moment: try again in a moment.'
      throw new ApiError(503, 'busy', message, { retryAfterSeconds: tryAgainSeconds })
    }
    taken += comes
    takenBy.set(userId, mine + comes)
    let held = comes
    const release = () => {
      taken -= held
      const left = (takenBy.get(userId) ?? 0) - held
      if (left > 0) takenBy.set(userId, left)
      else takenBy.delete(userId)
      held = 0
    }
    try {
      // To look at a body here would make a stream of it, which takes as long as the rest of a small request.
      if (!inChunks) return await next()
      // The body has been read by now; most bodies are small.
      return await counted(context, async () => {
        release()
        await next()
      })
    } finally {
      release()
    }
  }
}

function tooLarge(): ApiError {
  return new ApiError(413, 'body_too_large', 'The request is too large: 32 MB at most, pictures included.')
}
