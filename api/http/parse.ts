import type { z } from 'zod'
import { ApiError } from '#api/contract/api-error.ts'

/**
 * What a program sent, as a schema reads it.
 * @throws {ApiError} 400 that names the field
 */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw notUnderstood(parsed.error)
}

/** What a schema does not take, as a refusal that names the field. */
export function notUnderstood({ issues }: { issues: readonly z.core.$ZodIssue[] }): ApiError {
  const [issue] = issues
  const param = issue?.path.map(String).join('.') ?? ''
  if (param === '')
    return new ApiError(400, 'invalid_value', `The body: ${issue?.message ?? 'not understood'}.`)
  const missing = issue?.code === 'invalid_type' && issue.message.endsWith('received undefined')
  const message = missing ? `"${param}" is missing.` : `"${param}": ${issue?.message ?? 'not understood'}.`
  return new ApiError(400, 'invalid_value', message, { param })
}
