import { HTTPException } from 'hono/http-exception'
import { ApiError, type ErrorBody } from '#api/contract/api-error.ts'
import { isDatabaseAway } from '#db/database-away.ts'
import { isUnkeepableText } from '#db/unkeepable-text.ts'
import { logBug, type Logger } from '#process/logger.ts'

/** A database that starts again is back by then. */
const awaySeconds = 5

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
  if (isUnkeepableText(error)) {
    const message = 'A text in the request holds U+0000, a character that no text may hold: leave it out.'
    return errorBody(new ApiError(400, 'invalid_value', message), { logger })
  }
  if (isDatabaseAway(error)) {
    // What goes on by itself tells of it in the log, once a minute; a line for each request would bury that.
    logger.debug({ err: error }, 'a request of the API found no database')
    return errorBody(databaseAway(error), { logger })
  }
  const reference = logBug(logger, error, 'a request of the API could not be answered')
  const message = `That is our fault, not yours. The log has more under ${reference}.`
  return {
    status: 500,
    headers: {},
    body: { error: { message, type: 'server_error', code: 'bug', param: null } },
  }
}

function databaseAway(cause: unknown): ApiError {
  const message =
    'The database does not answer at the moment: try again in a few seconds. What was accepted is not lost.'
  return new ApiError(503, 'unavailable', message, { retryAfterSeconds: awaySeconds, cause })
}
