import { rootOf } from '#core/errors.ts'

/** What PostgreSQL says of a NUL: in a text, and in JSON (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const codes = new Set(['22021', '22P05'])

/** Whether a query failed because a text in it can't be kept: PostgreSQL's texts hold no U+0000. */
export function isUnkeepableText(error: unknown): boolean {
  const root = rootOf(error)
  return root instanceof Error && 'code' in root && typeof root.code === 'string' && codes.has(root.code)
}
