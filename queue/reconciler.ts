import type { Clock } from '#core/clock.ts'
import { priorityOf } from '#core/fair-order.ts'
import type { Logger } from '#process/logger.ts'
import type { Database } from '#db/connect.ts'
import { queueBase, rebaseQueues } from '#db/fair-shares.ts'
import type { DiscordGeneration } from '#db/discord-generation.ts'
import { findAbandonedReservations, findUnsettled, logIdsOf, markQueued } from '#db/generations.ts'
import { advisoryLocks } from '#db/locks.ts'
import type { Generation } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import type { GenerationQueue } from './generation-queue.ts'
import { type Rounds, startRounds } from './rounds.ts'

export interface ReconcilerTimes {
  /** Time between two rounds. */
  intervalMs: number
  /** Rows younger than this are left alone: the process that reserved them will add the job. */
  youngMs: number
  /** Longer than any acknowledgement takes. */
  reservationMs: number
}

export const reconcilerTimes: ReconcilerTimes = { intervalMs: 3000, youngMs: 5000, reservationMs: 15_000 }

/** What the reconciler works with. */
export interface ReconcilerPorts {
  database: Database
  queue: GenerationQueue
  clock: Clock
  logger: Logger
  times?: ReconcilerTimes
  /** Asks Discord whether the message of a reservation stands. */
  messageOf: (generation: DiscordGeneration) => Promise<{ messageId: string } | 'gone' | 'unknown'>
}

/**
 * Finds what a dead process left between Postgres, the queue and Discord, and lets it go on. Runs in whichever process
 * holds the advisory lock.
 */
export function startReconciler(ports: ReconcilerPorts): Rounds {
  return startRounds({
    ...ports,
    name: 'reconciler',
    lock: advisoryLocks.reconcile,
    intervalMs: (ports.times ?? reconcilerTimes).intervalMs,
    round: () => reconcile(ports),
  })
}

/** One round. A row that cannot be cleared up now is left to the next round, so that it delays no other. */
export async function reconcile(ports: ReconcilerPorts): Promise<void> {
  const { database, clock, logger, times: { youngMs, reservationMs } = reconcilerTimes } = ports
  const { db } = database
  const before = (ms: number) => new Date(clock.now().getTime() - ms)
  for (const row of await findAbandonedReservations(db, before(reservationMs))) {
    await clearUp(ports, row).catch((error: unknown) => {
      logger.warn({ err: error, ...logIdsOf(row) }, 'an abandoned reservation could not be cleared up yet')
    })
  }
  await rebaseQueues(db)
  const unsettled = await findUnsettled(db, before(youngMs))
  for (const model of new Set(unsettled.map((row) => row.model))) {
    const waiting = unsettled.filter((row) => row.model === model)
    await completeQueue(ports, model, waiting).catch((error: unknown) => {
      logger.warn({ err: error, model }, 'a queue could not be completed yet')
    })
  }
}

/** A reservation whose process died before it wrote down that the person saw an answer. */
async function clearUp(
  { database: { db }, logger, messageOf }: ReconcilerPorts,
  row: DiscordGeneration,
): Promise<void> {
  const found = await messageOf(row)
  if (found === 'unknown') return
  if (found === 'gone') {
    await settleWithout(db, { id: row.id, from: ['reserved'], to: 'released', failure: 'not_acknowledged' })
    logger.info(logIdsOf(row), 'an abandoned reservation was released')
  } else {
    await markQueued(db, row.id, found.messageId)
  }
}

/**
 * Adding a job that exists changes nothing, so every row whose job is not known is simply added again. Jobs that were counted
 * from another base than today's are moved.
 */
async function completeQueue(
  { database: { db }, queue }: ReconcilerPorts,
  model: string,
  rows: readonly Pick<Generation, 'id' | 'model' | 'startTag'>[],
): Promise<void> {
  const jobs = await queue.jobs(model)
  const base = await queueBase(db, model)
  const wanted = rows.map((row) => ({ row, priority: priorityOf(row.startTag, base) }))
  const missing = wanted.filter(({ row }) => !jobs.has(row.id))
  await Promise.all(missing.map(({ row, priority }) => queue.add(row, priority)))
  for (const { row, priority } of wanted) {
    const now = jobs.get(row.id)
    if (now !== undefined && now !== priority) await queue.move(row, priority)
  }
}
