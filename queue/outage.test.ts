import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createLogger } from '#process/logger.ts'
import { connectDatabase } from '#db/connect.ts'
import { startOwnPostgres } from '#test/support/services/own-postgres.ts'
import { redisAvailable, startRedis } from '#test/support/services/redis.ts'
import type { QueueBackend } from './backend.ts'
import { queueBackend } from './backends/open.ts'
import { createGenerationQueue } from './generation-queue.ts'
import { createGenerationWorker } from './generation-worker.ts'

vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 20_000, interval: 20 } } })

/** From the server's return to the next job's start: far below a second on an idle machine. BullMQ by itself waits for 5 or 15 s. */
const mostMs = 4000
const model = 'tiny'
const logger = createLogger({ name: 'test', level: 'silent', pretty: false })
const installation = 'test'

interface Server {
  backend: QueueBackend
  /** What a worker asks first of all when it takes a job. */
  ask(): Promise<unknown>
  stop(): Promise<void>
  start(): Promise<void>
}

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function ownPostgres(): Promise<Server> {
  const { url, stop, start, remove } = await startOwnPostgres()
  const database = connectDatabase(url)
  closers.push(remove, () => database.close())
  const backend = queueBackend({ databaseUrl: url, redisUrl: undefined, installation })
  return { backend, ask: () => database.sql`select 1`, stop, start }
}

async function ownRedis(): Promise<Server> {
  const redis = await startRedis()
  closers.push(() => redis.stop())
  const backend = queueBackend({ databaseUrl: 'postgres://x/y', redisUrl: redis.url, installation })
  return {
    backend,
    ask: () => Promise.resolve(),
    stop: () => redis.kill(),
    start: () => redis.restart(),
  }
}

const kinds = [
  { name: 'PostgreSQL', open: ownPostgres },
  ...(redisAvailable() ? [{ name: 'Redis', open: ownRedis }] : []),
]

describe.each(kinds)('$name goes away and comes back', ({ open }) => {
  async function house() {
    const server = await open()
    const queue = createGenerationQueue({ backend: server.backend, logger })
    const started = new Map<string, () => void>()
    const worker = createGenerationWorker({
      backend: server.backend,
      model,
      slots: 1,
      logger,
      work: async (id) => {
        await server.ask()
        await new Promise<void>((end) => started.set(id, end))
        // A picture's end is written down, too.
        await server.ask()
      },
    })
    await worker.ready()
    closers.push(
      () => queue.close(),
      async () => {
        for (const end of started.values()) end()
        await worker.close()
      },
    )
    const add = async (to = queue) => {
      const id = randomUUID()
      await to.add({ id, model }, 1).catch(() => {})
      return id
    }
    return { server, started, add }
  }

  test('a job that ends meanwhile keeps nobody waiting: the next one starts at once', async () => {
    const { server, started, add } = await house()
    const first = await add()
    const second = await add()
    await expect.poll(() => started.has(first)).toBe(true)
    await server.stop()
    started.get(first)?.()
    await server.start()
    const back = performance.now()
    await expect.poll(() => started.has(second)).toBe(true)
    expect(performance.now() - back).toBeLessThan(mostMs)
  })

  test('a queue that is first used meanwhile is well afterwards, and what it was asked to add is done', async () => {
    const { server, started, add } = await house()
    await server.stop()
    const young = createGenerationQueue({ backend: server.backend, logger })
    closers.push(() => young.close())
    const owed = await add(young)
    expect(started.size).toBe(0)
    await server.start()
    const back = performance.now()
    await expect.poll(() => started.has(owed)).toBe(true)
    expect(performance.now() - back).toBeLessThan(mostMs)
    started.get(owed)?.()
    const next = await add(young)
    await expect.poll(() => started.has(next)).toBe(true)
  })
})
