import { Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createLogger } from '#process/logger.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/services/postgres.ts'
import { queueServers, testMissingServers } from '#test/support/services/queue-servers.ts'
import type { TestRedis } from '#test/support/services/redis.ts'
import type { QueueBackend } from './backend.ts'
import { queueBackend } from './backends/open.ts'
import { createGenerationQueue, type GenerationQueue } from './generation-queue.ts'
import { createGenerationWorker } from './generation-worker.ts'

testMissingServers()
describe.each(queueServers)('what is asked about jobs, on $name', ({ startServer }) => {
  const model = 'tiny'
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false })
  let redis: TestRedis | undefined
  let testDatabase: TestDatabase
  let backend: QueueBackend
  let queue: GenerationQueue
  beforeAll(async () => {
    redis = await startServer()
    testDatabase = await createTestDatabase()
    backend = queueBackend({ databaseUrl: testDatabase.url, redisUrl: redis?.url, installation: 'test' })
    queue = createGenerationQueue({ backend, logger })
  })
  afterAll(async () => {
    await queue.close()
    await testDatabase.drop()
    await redis?.stop()
  })
  afterEach(() => void vi.restoreAllMocks())

  test('one that waits has the priority that it was added with, or moved to; one that runs has none', async () => {
    const most = 2 ** 21 - 1
    await Promise.all([
      queue.add({ id: 'runs', model }, 1),
      queue.add({ id: 'second', model }, 2),
      queue.add({ id: 'last', model }, most),
    ])
    let end = () => {}
    const taken = new Promise<string>((took) => {
      const ended = new Promise<void>((resolve) => (end = resolve))
      const worker = createGenerationWorker({
        backend,
        model,
        slots: 1,
        logger,
        work: async (id) => {
          took(id)
          await ended
          // Not from within its own job, which it would wait for.
          if (id === 'runs') void worker.close()
        },
      })
      void worker.ready()
    })
    expect(await taken).toBe('runs')
    const jobs = await queue.jobs(model)
    expect(Object.fromEntries(jobs)).toEqual({ runs: undefined, second: 2, last: most })
    expect(jobs.has('runs')).toBe(true)
    await queue.move({ id: 'last', model }, 7)
    expect((await queue.jobs(model)).get('last')).toBe(7)
    end()
    await expect.poll(async () => (await queue.jobs(model)).has('runs')).toBe(false)
  })

  test('thousands that wait are asked for in a few questions', async () => {
    const many = 300
    const long = 'long'
    await Promise.all(Array.from({ length: many }, (_, n) => queue.add({ id: `g${n}`, model: long }, n + 1)))
    const sent = vi.spyOn(Socket.prototype, 'write')
    const jobs = await queue.jobs(long)
    expect(jobs.size).toBe(many)
    expect(jobs.get('g41')).toBe(42)
    expect(sent).toHaveBeenCalled()
    expect(sent.mock.calls.length).toBeLessThan(many / 10)
  })
})
