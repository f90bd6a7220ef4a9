import { and, isNotNull, lt, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { generations } from './schema.ts'

/**
 * Interaction tokens are kept no longer than their 15 minutes.
 * @param marginMs before their end, when nobody relies on them any more
 * @returns how many were forgotten
 */
export async function forgetDeadTokens(db: Db, marginMs: number): Promise<number> {
  const rows = await db
    .update(generations)
    .set({ interactionToken: null })
    .where(
      and(
        isNotNull(generations.interactionToken),
        lt(generations.interactionExpiresAt, sql`now() + ${`${marginMs} milliseconds`}::interval`),
      ),
    )
    .returning({ id: generations.id })
  return rows.length
}
