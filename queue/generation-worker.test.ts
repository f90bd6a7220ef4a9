import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createLogger } from '#process/logger.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/services/postgres.ts'
import { queueServers, testMissingServers } from '#test/support/services/queue-servers.ts'
import type { TestRedis } from '#test/support/services/redis.ts'
import { queueBackend } from './backends/open.ts'
import { createGenerationQueue } from './generation-queue.ts'
import { createGenerationWorker } from './generation-worker.ts'

vi.setConfig({ expect: { poll: { timeout: 20_000 } } })

testMissingServers()
describe.each(queueServers)('a worker of the queue on $name', ({ startServer }) => {
  let redis: TestRedis | undefined
  let testDatabase: TestDatabase
  beforeAll(async () => {
    redis = await startServer()
    testDatabase = await createTestDatabase()
  })
  afterAll(async () => {
    await testDatabase.drop()
    await redis?.stop()
  })

  test('takes as many jobs at once as it has slots, also when those become more', async () => {
    const backend = queueBackend({
      databaseUrl: testDatabase.url,
      redisUrl: redis?.url,
      installation: 'test',
    })
    const logger = createLogger({ name: 'test', level: 'silent', pretty: false })
    const queue = createGenerationQueue({ backend, logger })
    await Promise.all(Array.from({ length: 6 }, () => queue.add({ id: randomUUID(), model: 'tiny' }, 1)))
    const running: (() => void)[] = []
    let done = 0
    const worker = createGenerationWorker({
      backend,
      model: 'tiny',
      slots: 1,
      logger,
      work: async () => {
        await new Promise<void>((resolve) => running.push(resolve))
        done += 1
      },
    })
    await worker.ready()
    await expect.poll(() => running.length).toBe(1)
    worker.setSlots(3)
    running.shift()?.()
    await expect.poll(() => [done, running.length]).toEqual([1, 3])
    await expect
      .poll(() => {
        running.splice(0).forEach((end) => end())
        return done
      })
      .toBe(6)
    await worker.close()
    await queue.close()
  })
})

test('a database that is cut off while the queue is set up: the start fails, and the process goes on', async () => {
  const server = createServer((socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const worker = createGenerationWorker({
    backend: queueBackend({
      databaseUrl: `postgres://x:y@127.0.0.1:${port}/z`,
      redisUrl: undefined,
      installation: 'test',
    }),
    model: 'tiny',
    slots: 1,
    logger: createLogger({ name: 'test', level: 'silent', pretty: false }),
    work: () => Promise.resolve(),
  })
  await expect(worker.ready()).rejects.toThrow(/Connection terminated|ECONNRESET/)
  await new Promise((resolve) => setImmediate(resolve))
  await worker.close().catch(() => {})
  server.close()
})
