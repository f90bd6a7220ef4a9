import { OpenAPIHono } from '@hono/zod-openapi'
import { getPath } from 'hono/utils/url'
import { a1111Paths } from '#api/a1111/described-paths.ts'
import { a1111Routes } from '#api/a1111/routes.ts'
import { ApiError } from '#api/contract/api-error.ts'
import type { Caller } from '#api/contract/caller.ts'
import type { ApiEnv, RouteDeps } from '#api/contract/route-deps.ts'
import { docsRoutes } from '#api/docs/docs-routes.ts'
import { anyPage } from '#api/http/any-page.ts'
import { bodyRoom } from '#api/http/body-room.ts'
import { errorBody } from '#api/http/error-body.ts'
import { requireCaller } from '#api/http/require-caller.ts'
import { openaiPaths } from '#api/openai/described-paths.ts'
import { openaiRoutes } from '#api/openai/routes.ts'
import { ownRoutes } from '#api/own/routes.ts'
import { plainPath } from './api-paths.ts'
import { inItsShape } from './in-its-shape.ts'
import type { SignedPictures } from './signed-pictures.ts'
import { welcome } from './welcome.ts'

/** Every route of the API. */
export function apiApp(
  deps: RouteDeps,
  {
    callerOf,
    pictures,
  }: { callerOf: (key: string) => Promise<Caller | undefined>; pictures: SignedPictures },
): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ getPath: (request) => plainPath(getPath(request)) })
  app.onError((error, context) => {
    // A client that hangs up in the middle of its body is no bug of ours, and reads no answer: it leaves no line in the log.
    if (hungUp(error)) return context.body(null, 400)
    const { status, headers, body } = errorBody(error, deps)
    return context.json(inItsShape(context.req.path, body), status, headers)
  })
  app.notFound((context) => {
    const refusal = new ApiError(
      404,
      'not_found',
      "There is nothing here: GET /api/docs shows what there is. The base URL of OpenAI's clients ends in /v1; A1111's take the address without a path.",
    )
    return context.json(inItsShape(context.req.path, refusal.body), 404)
  })
  const callers = requireCaller(callerOf)
  const room = bodyRoom()
  app.use(anyPage())
  app.get('/', welcome)
  app.route('/', docsRoutes(app, [...openaiPaths(), ...a1111Paths()]))
  app.route('/', pictures.routes)
  for (const path of ['/api/*', '/v1/*', '/sdapi/*']) app.use(path, callers, room)
  app.route('/', ownRoutes(deps))
  app.route('/', openaiRoutes(deps))
  app.route('/', a1111Routes(deps))
  return app
}

/** What Node says of a request whose connection ended before its body did. */
function hungUp(error: Error): boolean {
  return error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'
}
