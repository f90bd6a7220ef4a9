import type { Logger } from '#process/logger.ts'
import { saySeldom } from '#process/say-seldom.ts'
import { together } from '#core/together.ts'
import type { PaintQueue, QueueBackend } from './backend.ts'
import { createOwedJobs } from './owed-jobs.ts'

/** Jobs that are added in one go. */
const mostAtOnce = 250
/** A queue that is silent for so long is away: the reconciler adds the job later. */
const boundMs = 10_000

interface WaitingJob {
  id: string
  priority: number
}

/** One queue a model: workers take only what they can paint. Queue names may not hold ':'. */
export function queueName(model: string): string {
  return `paint-${model.replaceAll(/[^A-Za-z0-9.-]/gu, (other) => `_${other.codePointAt(0)?.toString(16)}_`)}`
}

export interface GenerationQueue {
  /**
   * Adds the generation's job, once: while a job of that id exists, adding it again changes nothing. Rejects when the queue is away;
   * the job is added when it is back.
   */
  add(generation: { id: string; model: string }, priority: number): Promise<void>
  /** Takes a waiting job out. A job that runs already stays. */
  remove(generation: { id: string; model: string }): Promise<void>
  /** The generations that have a job now: with its priority while it waits, without one while it runs. */
  jobs(model: string): Promise<Map<string, number | undefined>>
  /** Moves a waiting job. One that runs or is gone by now stays as it is. */
  move(generation: { id: string; model: string }, priority: number): Promise<void>
  close(): Promise<void>
}

/** All queues of one process, opened as models are named. */
export function createGenerationQueue({
  backend,
  logger,
}: {
  backend: QueueBackend
  logger: Logger
}): GenerationQueue {
  const queues = new Map<string, Promise<PaintQueue>>()
  const queueOf = (model: string): Promise<PaintQueue> => {
    const name = queueName(model)
    const known = queues.get(name)
    if (known !== undefined) return known
    const opening = backend.openQueue(
      name,
      // Postgres alone remembers what is finished. A kept job would make BullMQ ignore a later `add` of its id.
      { defaultJobOptions: { removeOnComplete: true, removeOnFail: true } },
      saySeldom(logger, 'the queue reports an error', { queue: name }),
    )
    queues.set(name, opening)
    // Forgotten, so that the next call opens it again.
    opening.catch(() => queues.delete(name))
    return opening
  }
  const adders = new Map<string, (job: WaitingJob) => Promise<void>>()
  const adderOf = (model: string) => {
    const known = adders.get(model)
    if (known !== undefined) return known
    const adder = together(
      async (jobs: readonly WaitingJob[]) => {
        const queue = await queueOf(model)
        const added = jobs.map(({ id, priority }) => ({
          name: 'paint',
          data: { generationId: id },
          opts: { jobId: id, priority },
        }))
        const [first] = added
        // For several BullMQ 6.7 makes temporary tables in PostgreSQL, which takes longer than one job does.
        if (first !== undefined && added.length === 1) await queue.add(first.name, first.data, first.opts)
        else await queue.addBulk(added)
        return jobs.map(() => undefined)
      },
      { most: mostAtOnce, boundMs },
    )
    adders.set(model, adder)
    return adder
  }
  const owed = createOwedJobs(({ id, model, priority }) => adderOf(model)({ id, priority }))
  return {
    async add({ id, model }, priority) {
      try {
        await adderOf(model)({ id, priority })
      } catch (error) {
        owed.owe({ id, model, priority })
        throw error
      }
    },
    async remove({ id, model }) {
      owed.forget(id)
      await (await queueOf(model)).remove(id)
    },
    async jobs(model) {
      return (await queueOf(model)).priorities()
    },
    async move({ id, model }, priority) {
      const job = await (await queueOf(model)).getJob(id)
      await job?.changePriority({ priority })
    },
    async close() {
      owed.close()
      const opened = await Promise.allSettled(queues.values())
      await Promise.all(
        opened.flatMap((queue) => (queue.status === 'fulfilled' ? [queue.value.close()] : [])),
      )
    },
  }
}
