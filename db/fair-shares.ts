import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { generations, queueClocks, queueShares } from './schema.ts'

/** Locks the clocks of these queues until the transaction ends; the order of their names keeps two of us from waiting for each other. */
export async function lockClocks(
  tx: Db,
  queues: readonly string[],
): Promise<{ queue: string; virtualTime: number }[]> {
  await tx
    .insert(queueClocks)
    .values(queues.toSorted().map((queue) => ({ queue })))
    .onConflictDoNothing()
  return tx
    .select({ queue: queueClocks.queue, virtualTime: queueClocks.virtualTime })
    .from(queueClocks)
    .where(inArray(queueClocks.queue, [...queues]))
    .orderBy(asc(queueClocks.queue))
    .for('update')
}

type Share = typeof queueShares.$inferSelect

export async function findShares(
  tx: Db,
  of: { queues: readonly string[]; userIds: readonly string[] },
): Promise<Share[]> {
  return tx
    .select()
    .from(queueShares)
    .where(and(inArray(queueShares.queue, [...of.queues]), inArray(queueShares.userId, [...of.userIds])))
}

export async function saveShares(tx: Db, shares: Share[]): Promise<void> {
  await tx
    .insert(queueShares)
    .values(shares)
    .onConflictDoUpdate({
      target: [queueShares.queue, queueShares.userId],
      set: { finishTag: sql`excluded.finish_tag` },
    })
}

/** A worker has taken a request: virtual time moves up to its start tag. */
export async function advanceClock(db: Db, queue: string, startTag: number): Promise<void> {
  await db
    .update(queueClocks)
    .set({ virtualTime: sql`greatest(${queueClocks.virtualTime}, ${startTag})` })
    .where(eq(queueClocks.queue, queue))
}

/**
 * A request is settled: virtual time runs on by its fair share of the work, `virtualTimeAfter` of core/fair-order.ts in one
 * statement. The person served counts among the active ones, whether more of theirs waits or not.
 */
export async function runClockOn(
  db: Db,
  done: { queue: string; userId: string; cost: number; weight: number },
): Promise<void> {
  await db.execute(sql`
    update ${queueClocks} set virtual_time = virtual_time + ${done.cost}::float8 / (
      ${done.weight}::float8 + coalesce((
        select sum(weight) from (
          select max(${generations.weight}) as weight from ${generations}
          where ${generations.model} = ${done.queue} and ${generations.userId} <> ${done.userId}
            and ${generations.state} in ('queued', 'painting')
          group by ${generations.userId}) as people), 0))
    where queue = ${done.queue}`)
}

/** What BullMQ's priorities of this queue are counted from. */
export async function queueBase(db: Db, queue: string): Promise<number> {
  const [clock] = await db.select().from(queueClocks).where(eq(queueClocks.queue, queue))
  return clock?.base ?? 0
}
