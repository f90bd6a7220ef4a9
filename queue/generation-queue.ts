import type { Logger } from '#core/logger.ts'
import type { PaintQueue, QueueBackend } from './backend.ts'

/** One queue a model: workers take only what they can paint. Queue names may not hold ':'. */
export function queueName(model: string): string {
  return `paint-${model.replaceAll(/[^\w.-]/g, '_')}`
}

export interface GenerationQueue {
  /** Adds the generation's job, once: while a job of that id exists, adding it again changes nothing. */
  add(generation: { id: string; model: string }, priority: number): Promise<void>
  /** Takes a waiting job out. A job that runs already stays. */
  remove(generation: { id: string; model: string }): Promise<void>
  /** The generations that have a job now, waiting or running. */
  knownIds(model: string): Promise<Set<string>>
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
  const queues = new Map<string, PaintQueue>()
  const queueOf = (model: string) => {
    const name = queueName(model)
    const known = queues.get(name)
    if (known !== undefined) return known
    const queue = backend.openQueue(name, {
      // Postgres alone remembers what is finished. A kept job would make BullMQ ignore a later `add` of its id.
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
    })
    queue.on('error', (error) => logger.warn({ err: error, queue: name }, 'the queue reports an error'))
    queues.set(name, queue)
    return queue
  }
  return {
    async add({ id, model }, priority) {
      await queueOf(model).add('paint', { generationId: id }, { jobId: id, priority })
    },
    async remove({ id, model }) {
      await queueOf(model).remove(id)
    },
    async knownIds(model) {
      const jobs = await queueOf(model).getJobs(['waiting', 'prioritized', 'active', 'delayed'])
      return new Set(jobs.map(({ data }) => data.generationId))
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
    },
  }
}
