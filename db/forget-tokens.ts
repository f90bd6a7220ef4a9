import { and, isNotNull, lt, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { generations } from './schema.ts'

/** Interaction tokens are of no use after their 15 minutes, and are kept no longer. @returns how many were forgotten */
export async function forgetDeadTokens(db: Db): Promise<number> {
  const rows = await db
    .update(generations)
    .set({ interactionToken: null })
    .where(and(isNotNull(generations.interactionToken), lt(generations.interactionExpiresAt, sql`now()`)))
    .returning({ id: generations.id })
  return rows.length
}
