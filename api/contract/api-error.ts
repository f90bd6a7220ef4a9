export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 503

const typeOf: Readonly<Record<RefusalStatus, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  409: 'conflict_error',
  413: 'invalid_request_error',
  422: 'invalid_request_error',
  429: 'rate_limit_error',
  503: 'unavailable_error',
}

/** What every refusal looks like. `param`: the field that it is about. */
export interface ErrorBody {
  error: { message: string; type: string; code: string; param: string | null }
}

/**
 * A refusal that a program's person reads: one sentence that says what to do, and a code that the program knows it by. Anything else that
 * is thrown is a bug.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: RefusalStatus
  readonly code: string
  readonly param: string | null
  readonly retryAfterSeconds: number | undefined
  constructor(
    status: RefusalStatus,
    code: string,
    message: string,
    options: { param?: string; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.status = status
    this.code = code
    this.param = options.param ?? null
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  get body(): ErrorBody {
    const { message, code, param, status } = this
    return { error: { message, type: typeOf[status], code, param } }
  }
}

/** The same for a person who asks what is not theirs and for one who asks what is not there. */
export function notFound(what: string): ApiError {
  return new ApiError(404, 'not_found', `There is no such ${what}.`)
}
