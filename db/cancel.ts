import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { type Generation, generations } from './schema.ts'

/** Postgres tells everybody who listens on this channel the id of a generation that is to be cancelled. */
export const cancelChannel = 'generation_cancelled'

/**
 * Asks for a generation to be cancelled, wherever it is: whoever works on it hears of it within a second.
 * @returns the row as it was found; undefined when it is painted or has ended already
 */
export async function requestCancel(db: Db, id: string): Promise<Generation | undefined> {
  const [row] = await db
    .update(generations)
    .set({ cancelRequestedAt: sql`coalesce(${generations.cancelRequestedAt}, now())` })
    .where(and(eq(generations.id, id), inArray(generations.state, ['reserved', 'queued', 'painting'])))
    .returning()
  if (row !== undefined) await db.execute(sql`select pg_notify(${cancelChannel}, ${id})`)
  return row
}

/** Which of these generations are to be cancelled. */
export async function findCancelRequests(db: Db, ids: string[]): Promise<string[]> {
  const rows = await db
    .select({ id: generations.id })
    .from(generations)
    .where(and(inArray(generations.id, ids), isNotNull(generations.cancelRequestedAt)))
  return rows.map(({ id }) => id)
}
