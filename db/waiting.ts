import { and, asc, count, sql } from 'drizzle-orm'
import { among, amongIds } from './among.ts'
import type { Db } from './connect.ts'
import { type Generation, generations } from './schema.ts'
import { statement } from './statement.ts'

/** Literal, not as parameters: Postgres then knows that the partial indices over these states apply. */
export const unsettled = sql`${generations.state} in ('reserved', 'queued', 'painting', 'painted')`

/** How many requests each of these people has in the queues. */
export async function waitingOf(
  db: Db,
  userIds: readonly string[],
): Promise<{ userId: string; requests: number }[]> {
  return requestsOf(db, { userIds: JSON.stringify(userIds) })
}

const requestsOf = statement((db) =>
  db
    .select({ userId: generations.userId, requests: count() })
    .from(generations)
    .where(and(unsettled, among(generations.userId, sql.placeholder('userIds'))))
    .groupBy(generations.userId),
)

/** How many requests are in all queues. */
export async function waitingInAll(db: Db): Promise<number> {
  const [row] = await requestsInAll(db)
  return row?.requests ?? 0
}

const requestsInAll = statement((db) => db.select({ requests: count() }).from(generations).where(unsettled))

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
    .orderBy(asc(model), asc(startTag), asc(generations.createdAt), asc(id))
}

/**
 * These requests with what stands before them, and all that are painted: what the places of the first follow from. Thousands may
 * wait, and are counted here.
 */
export async function linedUp(
  db: Db,
  ids: readonly string[],
): Promise<(QueueRow & { place: number; costUpTo: number })[]> {
  return lineUp(db, { ids: JSON.stringify(ids) })
}

const lineUp = statement((db) => {
  const { id, model, state, userId, guildId, startTag, cost, startedAt } = generations
  const painted = sql`${state} in ('painting', 'painted')`
  const before = sql`over (partition by ${model}, ${painted} order by ${startTag}, ${generations.createdAt}, ${id})`
  const line = db.$with('line').as(
    db
      .select({
        id,
        model,
        state,
        userId,
        guildId,
        startTag,
        cost,
        startedAt,
        place: sql<number>`(row_number() ${before})::int`.as('place'),
        costUpTo: sql<number>`sum(${cost}) ${before}`.as('cost_up_to'),
      })
      .from(generations)
      .where(unsettled),
  )
  return db
    .with(line)
    .select()
    .from(line)
    .where(
      sql`${line.state} in ('painting', 'painted')
        or ${amongIds(line.id, sql.placeholder('ids'))}`,
    )
    .orderBy(asc(line.model), asc(line.startTag))
})
