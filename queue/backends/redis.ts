import { once } from 'node:events'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { PaintJob, QueueBackend } from '#queue/backend.ts'

/** How long an `add` waits for a connection that is just being opened. */
const connectMs = 1000
/** A Redis that is frozen, not gone, must not hold an `add` for longer than this. */
const commandTimeoutMs = 5000

/** Jobs in Redis, for several hosts. Each queue and worker has its own connection, which ends with it. */
export function redisBackend(redisUrl: string): QueueBackend {
  return {
    kind: 'redis',
    openQueue(name, options) {
      const client = heard(
        new Redis(redisUrl, {
          maxRetriesPerRequest: 1,
          // A command must fail while Redis is away instead of waiting: the reconciler adds the job later.
          enableOfflineQueue: false,
          commandTimeout: commandTimeoutMs,
        }),
      )
      // Its check of the version, should it fail when Redis goes at that moment, would fail for every later command too.
      const queue = new Queue<PaintJob>(name, { ...options, connection: client, skipVersionCheck: true })
      return {
        on: queue.on.bind(queue),
        async addBulk(jobs) {
          await connected(client)
          return queue.addBulk(jobs)
        },
        async remove(...id) {
          await connected(client)
          return queue.remove(...id)
        },
        async getJob(id) {
          await connected(client)
          return queue.getJob(id)
        },
        async getJobs(...types) {
          await connected(client)
          return queue.getJobs(...types)
        },
        async close() {
          await queue.close()
          client.disconnect()
        },
      }
    },
    openWorker(name, process, options) {
      // BullMQ's workers ask for unbounded retries: they wait for Redis to come back.
      const client = heard(new Redis(redisUrl, { maxRetriesPerRequest: null }))
      const worker = new Worker<PaintJob, void>(name, process, { ...options, connection: client })
      return {
        on: worker.on.bind(worker),
        get concurrency() {
          return worker.concurrency
        },
        set concurrency(slots) {
          worker.concurrency = slots
        },
        waitUntilReady: () => worker.waitUntilReady(),
        run: () => worker.run(),
        async close() {
          await worker.close()
          client.disconnect()
        },
      }
    },
  }
}

/** BullMQ passes errors on; ioredis prints those that nobody listens to, as those after the end of a queue. */
function heard(client: Redis): Redis {
  return client.on('error', () => {})
}

/** Resolves when the connection stands; rejects when it can't be opened now. It goes on trying by itself. */
async function connected(client: Redis): Promise<void> {
  if (client.status !== 'ready') await once(client, 'ready', { signal: AbortSignal.timeout(connectMs) })
}
