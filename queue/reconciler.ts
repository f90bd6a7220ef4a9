import type { Clock } from '#core/clock.ts'
import { priorityOf } from '#core/fair-order.ts'
import type { Logger } from '#core/logger.ts'
import type { Database } from '#db/connect.ts'
import { queueBase } from '#db/fair-shares.ts'
import { findAbandonedReservations, findUnsettled, markQueued } from '#db/generations.ts'
import { advisoryLocks, tryAdvisoryLock } from '#db/locks.ts'
import type { Generation } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import type { GenerationQueue } from './generation-queue.ts'

const intervalMs = 3000
/** A row this young is on its way: its own process will add the job, or finish the acknowledgement. */
const youngMs = 5000
/** Longer than any acknowledgement takes. */
const reservationMs = 15_000

export interface Reconciler {
  stop(): Promise<void>
}

/**
 * Finds what a dead process left between Postgres, the queue and Discord, and lets it go on. Runs in whichever process
 * holds the advisory lock. Adding a job that exists changes nothing, so every row that waits is simply added again.
 */
export function startReconciler(ports: {
  database: Database
  queue: GenerationQueue
  clock: Clock
  logger: Logger
  /** Asks Discord whether the message of a reservation stands. */
  messageOf: (generation: Generation) => Promise<{ messageId: string } | 'gone' | 'unknown'>
}): Reconciler {
  const { database, logger } = ports
  const round = async () => {
    try {
      await tryAdvisoryLock(database.sql, advisoryLocks.reconcile, () => reconcile(ports))
    } catch (error) {
      logger.warn({ err: error }, 'the reconciler could not finish its round')
    }
  }
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= round().finally(() => (running = undefined))
  }, intervalMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

/** One round. Exported for whoever needs it now. */
export async function reconcile({
  database: { db },
  queue,
  clock,
  logger,
  messageOf,
}: Parameters<typeof startReconciler>[0]): Promise<void> {
  const before = (ms: number) => new Date(clock.now().getTime() - ms)
  for (const row of await findAbandonedReservations(db, before(reservationMs))) {
    const found = await messageOf(row)
    if (found === 'unknown') continue
    if (found === 'gone') {
      await settleWithout(db, { id: row.id, from: ['reserved'], to: 'released', failure: 'not_acknowledged' })
      logger.info({ generation: row.id }, 'an abandoned reservation was released')
    } else {
      await markQueued(db, row.id, found.messageId)
    }
  }
  for (const row of await findUnsettled(db, before(youngMs))) {
    await queue.add(row, priorityOf(row.startTag, await queueBase(db, row.model)))
  }
}
