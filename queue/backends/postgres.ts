import { createPostgresBackend, Queue, Worker } from 'bullmq'
import { pgOptions } from '#db/pg-options.ts'
import type { PaintQueue, PaintWorker, QueueBackend, WorkerEvents } from '#queue/backend.ts'

/**
 * Beside our tables in the same database: a schema alone separates queues in PostgreSQL, where BullMQ 6.7 does nothing with a
 * `prefix`. Its default would be shared with any other program there that uses BullMQ.
 */
export const jobsSchema = 'dragon_wings_jobs'

/** Jobs in our own database; BullMQ migrates their schema itself. */
export function postgresBackend(databaseUrl: string): QueueBackend {
  const connect = async () => ({
    ...(await pgOptions(databaseUrl)),
    schema: jobsSchema,
    migrate: true,
    max: 4,
  })
  return {
    kind: 'postgres',
    async openQueue(name, options, onError) {
      const connection = await connect()
      // The two backends differ in type parameters only; what PaintQueue picks is the same in both.
      const queue = new Queue(
        name,
        { ...options, connection },
        createPostgresBackend,
      ) as unknown as Opened<PaintQueue>
      queue.on('error', onError)
      return ready(queue)
    },
    async openWorker(name, process, options, events) {
      const connection = await connect()
      // As above.
      const worker = new Worker(
        name,
        process,
        { ...options, connection },
        createPostgresBackend,
      ) as unknown as Opened<PaintWorker>
      worker.on('error', events.error)
      worker.on('failed', events.failed)
      return ready(worker)
    },
  }
}

type Opened<T> = T & {
  on<Event extends keyof WorkerEvents>(event: Event, listener: WorkerEvents[Event]): unknown
  waitUntilReady(): Promise<unknown>
  close(): Promise<void>
}

/** BullMQ 6.7 keeps the error of a failed set-up and answers every later call with it: such a queue is closed. */
async function ready<T extends Opened<unknown>>(opened: T): Promise<T> {
  try {
    await opened.waitUntilReady()
    return opened
  } catch (error) {
    await opened.close().catch(() => {})
    throw error
  }
}
