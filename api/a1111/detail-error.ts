import type { Context } from 'hono'
import type { ErrorBody } from '#api/contract/api-error.ts'
import type { ApiEnv, RouteDeps } from '#api/contract/route-deps.ts'
import { errorBody } from '#api/http/error-body.ts'

/** Errors as A1111's clients read them: FastAPI's `detail`, and A1111's `errors`, beside our `error`. */
export function detailOf(deps: Pick<RouteDeps, 'logger'>) {
  return (error: Error, context: Context<ApiEnv>): Response => {
    const { status, headers, body } = errorBody(error, deps)
    return context.json(withDetail(body), status, headers)
  }
}

export function withDetail(body: ErrorBody) {
  const { message } = body.error
  return { ...body, detail: message, errors: message, body: '' }
}
