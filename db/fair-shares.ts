import { and, eq, sql } from 'drizzle-orm'
import { fairTags, type FairTags } from '#core/fair-order.ts'
import type { Db } from './connect.ts'
import { generations, queueClocks, queueShares } from './schema.ts'

/** Takes a place in the queue's order for a person. Call it in the reserve transaction: it locks the queue's clock. */
export async function takePlace(
  tx: Db,
  place: { queue: string; userId: string; cost: number; weight: number },
): Promise<FairTags> {
  await tx.insert(queueClocks).values({ queue: place.queue }).onConflictDoNothing()
  const [clock] = await tx.select().from(queueClocks).where(eq(queueClocks.queue, place.queue)).for('update')
  const [share] = await tx
    .select()
    .from(queueShares)
    .where(and(eq(queueShares.queue, place.queue), eq(queueShares.userId, place.userId)))
  const tags = fairTags(clock?.virtualTime ?? 0, share?.finishTag ?? 0, place.cost, place.weight)
  await tx
    .insert(queueShares)
    .values({ queue: place.queue, userId: place.userId, finishTag: tags.finish })
    .onConflictDoUpdate({ target: [queueShares.queue, queueShares.userId], set: { finishTag: tags.finish } })
  return tags
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
