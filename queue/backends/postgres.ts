import { createPostgresBackend, type PgPool, Queue, Worker } from 'bullmq'
import { z } from 'zod'
import { pgOptions } from '#db/pg-options.ts'
import { unhurriedOption } from '#db/unhurried.ts'
import type { BullQueue, PaintWorker, QueueBackend, WorkerEvents } from '#queue/backend.ts'

/**
 * Beside our tables in the same database: a schema alone separates queues in PostgreSQL, where BullMQ 6.7 does nothing with a
 * `prefix`. Its default would be shared with any other program there that uses BullMQ.
 */
export const jobsSchema = 'dragon_wings_jobs'

/** A job that BullMQ 6.7 holds (0001_schema.sql). One that waits without a priority is next, as those are that run. */
const unfinished = `
  select id, case when state = 'waiting' and priority > 0 then priority end as priority
  from job where queue = $1 and state in ('waiting', 'delayed', 'active')`
const unfinishedJobs = z.array(
  z
    .object({ id: z.string(), priority: z.number().nullable() })
    .transform(({ id, priority }) => [id, priority ?? undefined] as const),
)

/** Jobs in our own database; BullMQ migrates their schema itself. */
export function postgresBackend(databaseUrl: string): QueueBackend {
  const connect = async () => {
    const { options, ...rest } = await pgOptions(databaseUrl)
    return {
      ...rest,
      // A job that is lost with a power cut is added again by the reconciler; what is owed to people stands in our own tables.
      options: options === undefined ? unhurriedOption : `${options} ${unhurriedOption}`,
      schema: jobsSchema,
      migrate: true,
      max: 4,
    }
  }
  return {
    kind: 'postgres',
    async openQueue(name, options, onError) {
      const connection = await connect()
      let pool: PgPool | undefined
      // The two backends differ in type parameters only; what BullQueue picks is the same in both.
      const queue = new Queue(name, { ...options, connection }, (own, given, more) => {
        const backend = createPostgresBackend(own, { ...given, connection }, more)
        pool = backend.connection.pool
        return backend
      }) as unknown as Opened<BullQueue>
      queue.on('error', onError)
      await ready(queue)
      return {
        add: async (...job) => queue.add(...job),
        addBulk: async (jobs) => queue.addBulk(jobs),
        remove: async (...id) => queue.remove(...id),
        getJob: async (id) => queue.getJob(id),
        close: async () => queue.close(),
        async priorities() {
          const answer = await pool?.query(unfinished, [name])
          return new Map(unfinishedJobs.parse(answer?.rows))
        },
      }
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
