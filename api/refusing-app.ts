import { Hono } from 'hono'
import { ApiError } from '#api/contract/api-error.ts'
import { anyPage } from '#api/http/any-page.ts'
import { plainPath } from './api-paths.ts'
import { inItsShape } from './in-its-shape.ts'

const tryAgainSeconds = 3

/** Answers for the API while it is not there yet. */
export function stillStarting(): Hono {
  const message = 'Dragon Wings is still starting: try again in a few seconds.'
  return refusingApp(new ApiError(503, 'starting', message, { retryAfterSeconds: tryAgainSeconds }))
}

/** Answers where there is no API. */
export function apiIsOff(): Hono {
  const message = 'The HTTP API is off here: set API=on in .env, and start again.'
  return refusingApp(new ApiError(404, 'api_off', message))
}

function refusingApp({ status, body, retryAfterSeconds }: ApiError): Hono {
  const app = new Hono()
  app.use(anyPage())
  app.all('*', (context) => {
    if (retryAfterSeconds !== undefined) context.header('Retry-After', String(retryAfterSeconds))
    return context.json(inItsShape(plainPath(context.req.path), body), status)
  })
  return app
}
