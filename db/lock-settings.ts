import { sql } from 'drizzle-orm'
import type { Db } from './connect.ts'

/** Two changes of one server's settings come one after the other, so that each one's "before" is true. */
export async function lockSettings(tx: Db, of: { guildId: string } | 'operator'): Promise<void> {
  const key = of === 'operator' ? 'settings of the operator' : `settings of ${of.guildId}`
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
}
