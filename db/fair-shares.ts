import { and, asc, eq, gt, or, sql } from 'drizzle-orm'
import { finishAfterCancel, needsRebase } from '#core/fair-order.ts'
import { among } from './among.ts'
import type { Db } from './connect.ts'
import { jsonOf, rowsAsJson } from './rows-as-json.ts'
import { generations, queueClocks, queueShares } from './schema.ts'
import { statement } from './statement.ts'
import { togetherOn } from './together-on.ts'
import { unhurried } from './unhurried.ts'
import { unsettled } from './waiting.ts'

/** Locks the clocks of these queues until the transaction ends; the order of their names keeps two of us from waiting for each other. */
export async function lockClocks(
  tx: Db,
  queues: readonly string[],
): Promise<{ queue: string; virtualTime: number }[]> {
  const named = { queues: JSON.stringify(queues) }
  const there = await lockClocksThere(tx, named)
  if (there.length === new Set(queues).size) return there
  // A queue's first request.
  await tx
    .insert(queueClocks)
    .values(queues.toSorted().map((queue) => ({ queue })))
    .onConflictDoNothing()
  return lockClocksThere(tx, named)
}

const lockClocksThere = statement((db) =>
  db
    .select({ queue: queueClocks.queue, virtualTime: queueClocks.virtualTime })
    .from(queueClocks)
    .where(among(queueClocks.queue, sql.placeholder('queues')))
    .orderBy(asc(queueClocks.queue))
    .for('update'),
)

type Share = typeof queueShares.$inferSelect

export async function findShares(
  tx: Db,
  of: { queues: readonly string[]; userIds: readonly string[] },
): Promise<Share[]> {
  return sharesOf(tx, { queues: JSON.stringify(of.queues), userIds: JSON.stringify(of.userIds) })
}

const sharesOf = statement((db) =>
  db
    .select()
    .from(queueShares)
    .where(
      and(
        among(queueShares.queue, sql.placeholder('queues')),
        among(queueShares.userId, sql.placeholder('userIds')),
      ),
    ),
)

export async function saveShares(tx: Db, shares: Share[]): Promise<void> {
  await saveThese(tx, { shares: jsonOf(queueShares, shares) })
}

const saveThese = statement((db) =>
  db
    .insert(queueShares)
    .select(rowsAsJson(queueShares, sql.placeholder('shares')))
    .onConflictDoUpdate({
      target: [queueShares.queue, queueShares.userId],
      set: { finishTag: sql`excluded.finish_tag` },
    }),
)

/**
 * A request ends before anybody began to paint it, or took less than was reckoned: its person's place in the line is given back. A negative
 * cost took more.
 */
export async function giveShareBack(
  tx: Db,
  { queue, userId, cost, weight }: { queue: string; userId: string; cost: number; weight: number },
): Promise<void> {
  // The clock's lock comes first, as for reservations, so that neither overwrites the other.
  const [clock] = await lockClocks(tx, [queue])
  const [share] = await findShares(tx, { queues: [queue], userIds: [userId] })
  if (clock === undefined || share === undefined) return
  const finishTag = finishAfterCancel(share.finishTag, cost, weight, clock.virtualTime)
  await saveShares(tx, [{ ...share, finishTag }])
}

/** A worker has taken a request: virtual time moves up to its start tag. */
export async function advanceClock(db: Db, queue: string, startTag: number): Promise<void> {
  await advance(db, { queue, startTag })
}

const advance = statement((db) =>
  db
    .update(queueClocks)
    .set({ virtualTime: sql`greatest(${queueClocks.virtualTime}, ${sql.placeholder('startTag')}::float8)` })
    .where(and(unhurried, eq(queueClocks.queue, sql.placeholder('queue')))),
)

/**
 * A request is settled: virtual time runs on by its fair share of the work, `virtualTimeAfter` of core/fair-order.ts in one
 * statement. The person served counts among the active ones, whether more of theirs waits or not.
 */
export async function runClockOn(
  db: Db,
  done: { queue: string; userId: string; cost: number; weight: number },
): Promise<void> {
  const { queue, userId, cost, weight } = done
  await runOn(db, { queue, userId, cost, weight })
}

const runOn = statement((db) =>
  db.execute(sql`
    update ${queueClocks} set virtual_time = virtual_time + ${sql.placeholder('cost')}::float8 / (
      ${sql.placeholder('weight')}::float8 + coalesce((
        select sum(weight) from (
          select max(${generations.weight}) as weight from ${generations}
          where ${generations.model} = ${sql.placeholder('queue')} and ${generations.userId} <> ${sql.placeholder('userId')}
            and ${generations.state} in ('queued', 'painting')
          group by ${generations.userId}) as people), 0))
    where queue = ${sql.placeholder('queue')} and ${unhurried}`),
)

/**
 * Keeps the tags of every queue small: an empty queue begins again at zero, and of a long one the base that priorities are
 * counted from moves up. Jobs that are queued already get their new priority from the reconciler.
 */
export async function rebaseQueues(db: Db): Promise<void> {
  const clocks = await db
    .select()
    .from(queueClocks)
    .where(or(gt(queueClocks.virtualTime, 0), gt(queueClocks.base, 0)))
  for (const { queue } of clocks) {
    await db.transaction(async (tx) => {
      const [clock] = await tx.select().from(queueClocks).where(eq(queueClocks.queue, queue)).for('update')
      const [waiting] = await tx
        .select({
          first: sql<number | null>`min(${generations.startTag})`,
          last: sql<number | null>`max(${generations.startTag})`,
        })
        .from(generations)
        .where(sql`${generations.model} = ${queue} and ${unsettled}`)
      if (clock === undefined || waiting === undefined) return
      if (waiting.first === null || waiting.last === null) {
        await tx.delete(queueShares).where(eq(queueShares.queue, queue))
        await tx.update(queueClocks).set({ virtualTime: 0, base: 0 }).where(eq(queueClocks.queue, queue))
      } else if (needsRebase(waiting.last, clock.base)) {
        const base = Math.min(waiting.first, clock.virtualTime)
        await tx.update(queueClocks).set({ base }).where(eq(queueClocks.queue, queue))
      }
    })
  }
}

/** What BullMQ's priorities of this queue are counted from. */
export async function queueBase(db: Db, queue: string): Promise<number> {
  return queueBasesTogether(db, queue)
}

const queueBasesTogether = togetherOn(async (db, queues: readonly string[]) => {
  const clocks = await clocksOf(db, { queues: JSON.stringify([...new Set(queues)]) })
  return queues.map((queue) => clocks.find((clock) => clock.queue === queue)?.base ?? 0)
})

const clocksOf = statement((db) =>
  db
    .select()
    .from(queueClocks)
    .where(among(queueClocks.queue, sql.placeholder('queues'))),
)
