import { rootOf } from '#core/errors.ts'
import { NoAnswerError } from '#core/together.ts'

/**
 * What passes by itself: Postgres starts, recovers or stops (SQLSTATE class 57P), has no connection left, or nobody listens yet.
 * Postgres.js' own codes are for connections that ended or did not come about. A wrong password or name does not pass.
 */
const passing = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
])

/** Whether a query failed because the database is away for a moment: asked again it will be answered. */
export function isDatabaseAway(error: unknown): boolean {
  const root = rootOf(error)
  if (root instanceof NoAnswerError) return true
  return root instanceof Error && 'code' in root && typeof root.code === 'string' && passing.has(root.code)
}
