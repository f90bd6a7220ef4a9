import { sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { statement } from './statement.ts'

export const personLock = (userId: string) => `person ${userId}`
/** The places in all queues together: requests for different models meet nowhere else. */
export const placesLock = 'places'
export const scopeLock = (scope: string) => `scope ${scope}`

/**
 * Locks people and servers until the transaction ends. They are locked in one order everywhere, so that two transactions
 * cannot wait for each other.
 */
export async function lockInOrder(tx: Db, locks: readonly string[]): Promise<void> {
  await lock(tx, { locks: JSON.stringify([...new Set(locks)].toSorted()) })
}

const lock = statement((db) =>
  db.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(key, 0))
    from jsonb_array_elements_text(${sql.placeholder('locks')}::jsonb) with ordinality as k(key, n)
    order by n`),
)
