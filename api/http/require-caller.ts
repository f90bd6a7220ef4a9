import type { Context, MiddlewareHandler } from 'hono'
import { ApiError } from '#api/contract/api-error.ts'
import type { Caller } from '#api/contract/caller.ts'
import type { ApiEnv } from '#api/contract/route-deps.ts'

/** Nothing longer is a key. */
const keyMaxLength = 200

/** Lets those through whose key works, and says who they are. Nothing of a request is read before. */
export function requireCaller(
  callerOf: (key: string) => Promise<Caller | undefined>,
): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const key = keyOf(context)
    if (key === undefined) {
      const message =
        'An API key is needed: "Authorization: Bearer dw_…". /apikey create in Discord, or npm run keys, makes one.'
      throw new ApiError(401, 'missing_api_key', message)
    }
    const caller = key.length > keyMaxLength ? undefined : await callerOf(key)
    if (caller === undefined) {
      throw new ApiError(401, 'invalid_api_key', 'This API key does not work: it was mistyped, or revoked.')
    }
    context.set('caller', caller)
    return next()
  }
}

/** Bearer, X-Api-Key, or the password of HTTP Basic, which A1111's clients send; its name, where there is no password. */
function keyOf(context: Context): string | undefined {
  const header = context.req.header('authorization') ?? ''
  const [, scheme = '', value = ''] = /^(\S+)\s+(\S+)\s*$/.exec(header) ?? []
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() === 'basic') {
    const text = Buffer.from(value, 'base64').toString()
    const [name = '', ...password] = text.split(':')
    const key = password.join(':') || name
    if (key !== '') return key
  }
  return context.req.header('x-api-key')
}
