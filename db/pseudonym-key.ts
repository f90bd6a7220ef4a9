import type { Db } from './connect.ts'
import { pseudonymKeys } from './schema.ts'

/** The installation's secret, which its migration made: every process of ours knows it, and nobody else. */
export async function pseudonymKey(db: Db): Promise<string> {
  const [row] = await db.select({ key: pseudonymKeys.key }).from(pseudonymKeys)
  if (row === undefined) throw new Error('the database has no key of its own')
  return row.key
}
