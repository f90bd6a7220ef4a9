import type { Context } from 'hono'
import type { ApiEnv, RouteDeps } from '#api/contract/route-deps.ts'
import { errorBody } from '#api/http/error-body.ts'

/** A wait that is worth trying again after, at once. */
const shortWaitSeconds = 60

/**
 * Errors in OpenAI's form. The `openai` packages send what failed with 409, 429 and 5xx again by themselves, within seconds: they are told
 * not to where it would fail again, as with today's last picture.
 */
export function unretriedError(deps: Pick<RouteDeps, 'logger'>) {
  return (error: Error, context: Context<ApiEnv>): Response => {
    const { status, headers, body } = errorBody(error, deps)
    const wait = Number(headers['Retry-After'] ?? Number.NaN)
    const retried = status >= 500 || (status === 429 && wait <= shortWaitSeconds)
    return context.json(body, status, { ...headers, 'X-Should-Retry': String(retried) })
  }
}
