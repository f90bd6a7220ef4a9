import type { Logger } from '#process/logger.ts'
import { saySeldom } from '#process/say-seldom.ts'
import type { PaintWorker, QueueBackend } from './backend.ts'
import { queueName } from './generation-queue.ts'

/** Times that decide how soon a worker takes a job over from a dead one. */
export interface StallTimes {
  /** A job belongs to its worker for this long after the worker's last sign of life. */
  lockMs: number
  /** Time between two checks for jobs whose worker died. */
  checkMs: number
}

/** Short locks: after a crash a picture goes on within lock + check, well under 20 s. */
export const stallTimes: StallTimes = { lockMs: 10_000, checkMs: 5000 }

/**
 * Between two attempts to tell the queue of a job's end, or to take the next one, while it is away. BullMQ's own 15 s leave a worker
 * idle for as long after an outage.
 */
const retryMs = 500

export interface GenerationWorker {
  /** Begins to take jobs, once there is a queue to take them from. Rejects when there is none. */
  ready(): Promise<void>
  /** Sets how many jobs run at the same time; running ones go on. */
  setSlots(slots: number): void
  /** Takes no more jobs and waits for those that run. */
  close(): Promise<void>
}

/**
 * Takes jobs of one model. `work` settles the generation in Postgres itself; when it throws, the job is dropped and the
 * reconciler adds it again, since Postgres alone decides what is given up.
 */
export function createGenerationWorker(options: {
  backend: QueueBackend
  model: string
  /** Jobs at the same time: as many as the device paints together with profit. */
  slots: number
  work: (generationId: string) => Promise<void>
  logger: Logger
  times?: StallTimes
}): GenerationWorker {
  const { logger, times = stallTimes } = options
  const name = queueName(options.model)
  let slots = options.slots
  let worker: PaintWorker | undefined
  return {
    ready: async () => {
      worker = await options.backend.openWorker(
        name,
        async (job) => options.work(job.data.generationId),
        {
          concurrency: slots,
          lockDuration: times.lockMs,
          stalledInterval: times.checkMs,
          runRetryDelay: retryMs,
          // Stalls are no reason to give up; attempts are counted in Postgres.
          maxStalledCount: 1_000_000,
          removeOnComplete: { count: 0 },
          removeOnFail: { count: 0 },
          // BullMQ 6.7 asks a queue that it could not set up for jobs without a pause, and nothing else happens in its process.
          autorun: false,
        },
        {
          error: saySeldom(logger, 'the queue worker reports an error', { queue: name }),
          failed: (job, error) => logger.error({ err: error, generation: job?.id }, 'a job was dropped'),
        },
      )
      worker.concurrency = slots
      worker.run().catch((error: unknown) => {
        logger.error({ err: error, queue: name }, 'the queue worker takes no more jobs')
      })
    },
    setSlots(most) {
      slots = most
      if (worker !== undefined) worker.concurrency = most
    },
    close: async () => worker?.close(),
  }
}
