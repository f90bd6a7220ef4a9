import { and, isNotNull, lt, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { generations } from './schema.ts'

/**
 * Interaction tokens are kept no longer than their 15 minutes.
 * @param marginMs how long before their end tokens are forgotten: by then they are not used any more
 * @returns how many tokens were forgotten
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
