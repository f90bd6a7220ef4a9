import { HTTPException } from 'hono/http-exception'
import { ApiError, type ErrorBody } from '#api/contract/api-error.ts'
import { logBug, type Logger } from '#process/logger.ts'

export interface ErrorAnswer {
  status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503
  headers: Record<string, string>
  body: ErrorBody
}

/** Any error as what its program is answered. A bug is logged, and its person gets the reference. */
export function errorBody(error: unknown, { logger }: { logger: Logger }): ErrorAnswer {
  if (error instanceof ApiError) {
    const { status, body, retryAfterSeconds } = error
    return {
      status,
      headers: {
        ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
        ...(status === 401 && { 'WWW-Authenticate': 'Bearer, Basic realm="Dragon Wings"' }),
      },
      body,
    }
  }
  // What Hono itself throws, as for a body that is no JSON.
  if (error instanceof SyntaxError || (error instanceof HTTPException && error.status < 500)) {
    const refusal = new ApiError(400, 'not_understood', 'The body is no JSON that can be read.')
    return { status: 400, headers: {}, body: refusal.body }
  }
  const reference = logBug(logger, error, 'a request of the API could not be answered')
  const message = `That is our fault, not yours. The log has more under ${reference}.`
  return {
    status: 500,
    headers: {},
    body: { error: { message, type: 'server_error', code: 'bug', param: null } },
  }
}
