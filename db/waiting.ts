import { and, asc, count, inArray, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { type Generation, generations } from './schema.ts'

/** Literal, not as parameters: Postgres then knows that the partial indices over these states apply. */
export const unsettled = sql`${generations.state} in ('reserved', 'queued', 'painting', 'painted')`

/** How many requests each of these people has in the queues. */
export async function waitingOf(
  db: Db,
  userIds: readonly string[],
): Promise<{ userId: string; requests: number }[]> {
  return db
    .select({ userId: generations.userId, requests: count() })
    .from(generations)
    .where(and(unsettled, inArray(generations.userId, [...userIds])))
    .groupBy(generations.userId)
}

/** How many requests are in all queues. */
export async function waitingInAll(db: Db): Promise<number> {
  const [row] = await db.select({ requests: count() }).from(generations).where(unsettled)
  return row?.requests ?? 0
}

export type QueueRow = Pick<
  Generation,
  'id' | 'model' | 'state' | 'userId' | 'guildId' | 'startTag' | 'cost' | 'startedAt'
>

/** Everything that waits or is painted, in the fair order. */
export async function queueRows(db: Db): Promise<QueueRow[]> {
  const { id, model, state, userId, guildId, startTag, cost, startedAt } = generations
  return db
    .select({ id, model, state, userId, guildId, startTag, cost, startedAt })
    .from(generations)
    .where(unsettled)
    .orderBy(asc(model), asc(startTag))
}
