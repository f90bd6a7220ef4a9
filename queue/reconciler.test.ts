import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { priorityOf } from '#core/fair-order.ts'
import { createLogger } from '#process/logger.ts'
import { connectDatabase, type Database } from '#db/connect.ts'
import { findGeneration, markQueued } from '#db/generations.ts'
import { reserve } from '#db/reserve.ts'
import { type Generation, generations, queueClocks, queueShares } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import { generationRequest, roomyBounds, roomyLimits } from '#test/support/generation-request.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/services/postgres.ts'
import { queueServers, testMissingServers } from '#test/support/services/queue-servers.ts'
import type { TestRedis } from '#test/support/services/redis.ts'
import { queueBackend } from './backends/open.ts'
import { createGenerationQueue, type GenerationQueue } from './generation-queue.ts'
import { reconcile, type ReconcilerPorts } from './reconciler.ts'

testMissingServers()
describe.each(queueServers)('the order of a long queue, on $name', ({ startServer }) => {
  const model = 'long'
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false })
  let redis: TestRedis | undefined
  let testDatabase: TestDatabase
  let database: Database
  let queue: GenerationQueue
  beforeAll(async () => {
    redis = await startServer()
    testDatabase = await createTestDatabase()
    database = connectDatabase(testDatabase.url)
    const backend = queueBackend({
      databaseUrl: testDatabase.url,
      redisUrl: redis?.url,
      installation: 'test',
    })
    queue = createGenerationQueue({ backend, logger })
  })
  afterAll(async () => {
    await queue.close()
    await database.close()
    await testDatabase.drop()
    await redis?.stop()
  })

  const round = (change: Partial<ReconcilerPorts> = {}) =>
    reconcile({
      database,
      queue,
      clock: systemClock,
      logger,
      messageOf: () => Promise.resolve('unknown'),
      times: { intervalMs: 0, youngMs: -60_000, reservationMs: 60_000 },
      ...change,
    })

  async function reserved(userId: string): Promise<Generation> {
    const terms = { limits: roomyLimits, bounds: roomyBounds, weight: 1, spoiler: false, now: new Date() }
    const it = await reserve(database.db, generationRequest({ userId, settings: { model } }), terms)
    if (it.outcome !== 'reserved') throw new Error('not reserved')
    return it.generation
  }

  async function queued(userId: string, startTag?: number): Promise<Generation> {
    const generation = await reserved(userId)
    const { id } = generation
    await markQueued(database.db, id, '6')
    if (startTag === undefined) return generation
    await database.db.update(generations).set({ startTag }).where(eq(generations.id, id))
    return { ...generation, startTag }
  }
  const clock = async () =>
    (await database.db.select().from(queueClocks).where(eq(queueClocks.queue, model)))[0]

  test('well before priorities run out the base moves up, and the jobs that wait with it', async () => {
    const [anna, ben, cleo] = [await queued('1', 4000), await queued('2', 4001), await queued('3', 4000.5)]
    await database.db.update(queueClocks).set({ virtualTime: 4000 })
    for (const row of [anna, ben]) await queue.add(row, priorityOf(row.startTag, 0))
    await round()
    expect(await clock()).toMatchObject({ base: 4000, virtualTime: 4000 })
    const jobs = await queue.jobs(model)
    expect([anna, cleo, ben].map(({ id }) => jobs.get(id))).toEqual([1, 251, 501])
    const dora = await queued('4')
    expect(priorityOf(dora.startTag, 4000)).toBe(1)
  })

  test('an empty queue begins again at zero', async () => {
    for (const { id } of await database.db.select().from(generations)) {
      await settleWithout(database.db, { id, from: ['queued'], to: 'cancelled', failure: 'cancelled' })
      await queue.remove({ id, model })
    }
    await round()
    expect(await clock()).toMatchObject({ base: 0, virtualTime: 0 })
    expect(await database.db.select().from(queueShares)).toEqual([])
    expect((await queued('1')).startTag).toBe(0)
  })

  test('a reservation that nobody can clear up keeps no other from its way', async () => {
    const [poisoned, abandoned] = [await reserved('8'), await reserved('9')]
    const waiting = await queued('10')
    await round({
      times: { intervalMs: 0, youngMs: -60_000, reservationMs: -60_000 },
      messageOf: ({ id }) =>
        id === poisoned.id ? Promise.reject(new Error('Discord is confused')) : Promise.resolve('gone'),
    })
    expect((await queue.jobs(model)).has(waiting.id)).toBe(true)
    const stateOf = async ({ id }: Generation) => (await findGeneration(database.db, id))?.state
    expect(await stateOf(poisoned)).toBe('reserved')
    expect(await stateOf(abandoned)).toBe('released')
  })
})
