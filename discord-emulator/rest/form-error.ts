import { ApiError } from './api-error.ts'
import type { ErrorTree } from './api-error.ts'

/** One thing that is wrong in a body: where, Discord's word for it, and a sentence. */
export interface Issue {
  path: readonly (string | number)[]
  code: string
  message: string
}

/** 50035: https://discord.com/developers/docs/reference#error-messages */
export function invalidForm(issues: readonly Issue[]): ApiError {
  return new ApiError(400, 50_035, 'Invalid Form Body', tree(issues))
}

export const issue = (path: readonly (string | number)[], code: string, message: string): Issue => ({
  path,
  code,
  message,
})

export const tooLong = (path: readonly (string | number)[], limit: number): Issue =>
  issue(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${limit} or fewer in length.`)

function tree(issues: readonly Issue[]): ErrorTree {
  const here = issues.filter(({ path }) => path.length === 0)
  if (here.length > 0) return { _errors: here.map(({ code, message }) => ({ code, message })) }
  const keys = new Set(issues.map(({ path }) => String(path[0])))
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      tree(
        issues
          .filter(({ path }) => String(path[0]) === key)
          .map(({ path, code, message }) => ({ path: path.slice(1), code, message })),
      ),
    ]),
  )
}
