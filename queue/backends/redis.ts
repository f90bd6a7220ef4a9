import { once } from 'node:events'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { PaintJob, QueueBackend } from '#queue/backend.ts'
import { redisOptions } from './redis-options.ts'

/** How long an `add` waits for a connection that is just being opened. */
const connectMs = 1000
/** A Redis that is frozen, not gone, must not hold an `add` for longer than this. */
const commandTimeoutMs = 5000
/** Time between two attempts to connect again: short, so that jobs go on soon after Redis is back. */
const reconnectMs = 300
/** BullMQ 6.7 orders jobs that have a priority by it times this, plus a counter that stays below this (addPrioritizedJob.lua). */
const scorePerPriority = 2 ** 32

/**
 * Jobs in Redis, for several hosts. Each queue and worker has its own connection, which ends with it.
 * @param prefix of every key: what separates two installations on one Redis
 */
export function redisBackend(redisUrl: string, prefix: string): QueueBackend {
  return {
    kind: 'redis',
    openQueue(name, options, onError) {
      const client = heard(
        new Redis({
          ...redisOptions(redisUrl),
          maxRetriesPerRequest: 1,
          // A command must fail while Redis is away instead of waiting: the job is added later.
          enableOfflineQueue: false,
          commandTimeout: commandTimeoutMs,
          retryStrategy: () => reconnectMs,
        }),
      )
      // BullMQ keeps a version check that failed, as when Redis goes away at that moment: every later command would fail too.
      const queue = new Queue<PaintJob>(name, {
        ...options,
        prefix,
        connection: client,
        skipVersionCheck: true,
      })
      queue.on('error', onError)
      return Promise.resolve({
        async add(...job) {
          await connected(client)
          return queue.add(...job)
        },
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
        async priorities() {
          await connected(client)
          // These first: a job that starts between the two questions is seen twice instead of missed.
          const waiting = await client.zrange(queue.toKey('prioritized'), '0', '-1', 'WITHSCORES')
          const others = await queue.getRanges(['waiting', 'delayed', 'active'], 0, -1)
          return new Map([
            ...pairs(waiting).map(
              ([id, score]) => [id, Math.floor(Number(score) / scorePerPriority)] as const,
            ),
            ...others.map((id) => [id, undefined] as const),
          ])
        },
        async close() {
          await queue.close()
          client.disconnect()
        },
      })
    },
    async openWorker(name, process, options, events) {
      // BullMQ's workers ask for unbounded retries: they wait for Redis to come back.
      const client = heard(
        new Redis({
          ...redisOptions(redisUrl),
          maxRetriesPerRequest: null,
          retryStrategy: () => reconnectMs,
        }),
      )
      const worker = new Worker<PaintJob, void>(name, process, { ...options, prefix, connection: client })
      worker.on('error', events.error)
      worker.on('failed', events.failed)
      await worker.waitUntilReady()
      return {
        get concurrency() {
          return worker.concurrency
        },
        set concurrency(slots) {
          worker.concurrency = slots
        },
        run: () => worker.run(),
        async close() {
          await worker.close()
          client.disconnect()
        },
      }
    },
  }
}

/** BullMQ passes errors on; ioredis prints errors without a listener, such as those after a queue's end. */
function heard(client: Redis): Redis {
  return client.on('error', () => {})
}

function pairs(answer: readonly string[]): [id: string, score: string][] {
  return Array.from({ length: answer.length / 2 }, (_, n) => [answer[2 * n] ?? '', answer[2 * n + 1] ?? ''])
}

/** Resolves when the connection stands; rejects when it can't be opened now. It goes on trying by itself. */
async function connected(client: Redis): Promise<void> {
  if (client.status !== 'ready') await once(client, 'ready', { signal: AbortSignal.timeout(connectMs) })
}
