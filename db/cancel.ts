import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import type { Fence } from './generations.ts'
import { type Generation, generations } from './schema.ts'

/** Postgres tells everybody who listens on this channel the id of a generation that is to be cancelled. */
export const cancelChannel = 'generation_cancelled'

/**
 * Asks for a generation to be cancelled, waiting or being painted: the worker that paints it hears of it within a second.
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

/** Which of these generations must be stopped: they are to be cancelled, or another attempt has taken them over. */
export async function findInterrupted(db: Db, watched: readonly Fence[]): Promise<Fence[]> {
  const { id, attempt, cancelRequestedAt } = generations
  const ids = watched.map((row) => row.id)
  const rows = await db.select({ id, attempt, cancelRequestedAt }).from(generations).where(inArray(id, ids))
  return rows.filter(
    (row) =>
      row.cancelRequestedAt !== null ||
      watched.some((fence) => fence.id === row.id && fence.attempt !== row.attempt),
  )
}
