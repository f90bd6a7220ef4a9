import { once } from 'node:events'
import { afterAll, beforeAll, describe, test, vi } from 'vitest'
import type { RunningWorker } from '#worker/run-worker.ts'
import { installationId } from '#db/installation.ts'
import { queueBackend } from '#queue/backends/open.ts'
import { createGenerationQueue, type GenerationQueue } from '#queue/generation-queue.ts'
import { createLogger } from '#process/logger.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone } from '#test/support/seen.ts'
import { queueServers, testMissingServers } from '#test/support/services/queue-servers.ts'
import type { TestRedis } from '#test/support/services/redis.ts'

vi.setConfig({ expect: { poll: { timeout: 10_000 } } })

testMissingServers()

/**
 * What people see must not depend on where the jobs are. Both at once, each test with an `expect` of its own: most of it is waiting
 * for a dead worker's lock.
 */
describe.concurrent.each(queueServers)('the queue on $name', ({ startServer }) => {
  const small = { prompt: 'a red dragon', steps: 2, size: '64x64' }
  const long = { ...small, steps: 100, size: '256x256' }
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false })
  let redis: TestRedis | undefined
  let house: House
  let worker: RunningWorker
  let queue: GenerationQueue
  beforeAll(async () => {
    redis = await startServer()
    house = await openHouse({
      FREE_PICTURES_PER_DAY: '1000',
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    })
    queue = createGenerationQueue({
      backend: queueBackend({
        databaseUrl: house.config.databaseUrl ?? '',
        redisUrl: house.config.redisUrl,
        installation: await installationId(house.database),
      }),
      logger,
    })
    worker = await house.startWorker()
    await house.startBot()
  })
  afterAll(async () => {
    await queue.close()
    await house.close()
    await redis?.stop()
  })

  const rows = (prompt: string) => house.database.sql<{ state: string; hold: string; pictures: number }[]>`
    select g.state, h.state as hold, h.pictures from generations g join quota_holds h on generation_id = id
    where prompt = ${prompt}`

  test.sequential('from /imagine to the picture', async ({ expect }) => {
    const asked = await house.person('anna').slash(house.channel, 'imagine', small)
    const done = await asked.reply(isDone, 30_000)
    expect(done.images).toHaveLength(1)
    await expect
      .poll(() => rows(small.prompt))
      .toEqual([{ state: 'delivered', hold: 'COMMITTED', pictures: 1 }])
    // The row is settled by the job, which ends a moment later.
    await expect.poll(async () => queue.jobs('model')).toEqual(new Map())
  })

  test.sequential('Cancel while it waits: it is told, taken out of the queue, and costs nothing', async ({
    expect,
  }) => {
    const [ben, cleo] = [house.person('ben'), house.person('cleo')]
    const painted = await ben.slash(house.channel, 'imagine', { ...long, prompt: 'in the way' })
    await painted.reply(({ content }) => content.includes('Mixing'), 30_000)
    const waits = await cleo.slash(house.channel, 'imagine', { ...small, prompt: 'given up on' })
    await expect.poll(async () => (await queue.jobs('model')).size).toBe(2)
    await cleo.press(await waits.reply(), 'Cancel')
    await waits.reply(({ content }) => content.includes('Cancelled'))
    await expect
      .poll(() => rows('given up on'))
      .toEqual([{ state: 'cancelled', hold: 'RELEASED', pictures: 0 }])
    await expect.poll(async () => (await queue.jobs('model')).size).toBe(1)
    await ben.press(await painted.reply(), 'Cancel')
    await painted.reply(({ content }) => content.includes('Cancelled'), 30_000)
  })

  test.sequential('fair order: one person queues eight, another one a moment later is served second', async ({
    expect,
  }) => {
    await worker.close()
    // Large enough for one to be a whole step of BullMQ's priorities.
    const whole = { ...small, size: '128x128', steps: 4 }
    const [dora, emil] = [house.person('dora'), house.person('emil')]
    const asked = []
    for (let i = 0; i < 8; i++) {
      asked.push(await dora.slash(house.channel, 'imagine', { ...whole, prompt: `dora ${i}` }))
    }
    asked.push(await emil.slash(house.channel, 'imagine', { ...whole, prompt: 'emil' }))
    worker = await house.startWorker()
    await Promise.all(asked.map((one) => one.reply(isDone, 30_000)))
    await expect
      .poll(async () => {
        const order = await house.database.sql<{ prompt: string }[]>`
          select prompt from generations where prompt like 'dora%' or prompt = 'emil' order by settled_at`
        return order.map(({ prompt }) => prompt)
      })
      .toEqual(['dora 0', 'emil', ...[1, 2, 3, 4, 5, 6, 7].map((i) => `dora ${i}`)])
  })

  // A hundred steps, begun twice, take a busy machine a while.
  test.sequential(
    'kill -9 of the worker while it paints: within 20 s of the restart it goes on, and it arrives once',
    { timeout: 150_000 },
    async ({ expect }) => {
      await worker.close()
      const first = await house.forkWorker()
      const fay = house.person('fay')
      const asked = await fay.slash(house.channel, 'imagine', { ...long, size: '128x128', prompt: 'struck' })
      await asked.reply(({ content }) => content.includes('Mixing'), 30_000)
      first.kill('SIGKILL')
      await once(first, 'exit')
      worker = await house.startWorker()
      const restarted = Date.now()
      await expect
        .poll(
          async () => {
            const [row] = await house.database
              .sql`select attempt, lost_attempts from generations where prompt = 'struck'`
            return row
          },
          { timeout: 25_000, interval: 200 },
        )
        .toEqual({ attempt: 2, lost_attempts: 1 })
      expect(Date.now() - restarted).toBeLessThan(20_000)
      const done = await asked.reply(isDone, 90_000)
      expect(
        fay.messages(house.channel).filter(({ embeds }) => embeds[0]?.description === 'struck'),
      ).toHaveLength(1)
      expect(done.images).toHaveLength(1)
      await expect
        .poll(() => rows('struck'))
        .toEqual([{ state: 'delivered', hold: 'COMMITTED', pictures: 1 }])
    },
  )

  test.sequential('the database, and the queue, go away and come back: nobody dies of it, what was asked is painted', async ({
    expect,
  }) => {
    const gus = house.person('gus')
    await redis?.kill()
    await house.database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
    // What is asked in the very moment meets a connection that has just died, and is refused; a moment later all is well.
    await expect
      .poll(async () => (await (await gus.slash(house.channel, 'quota')).reply()).content)
      .not.toContain('reference')
    const asked = await gus.slash(house.channel, 'imagine', { ...small, prompt: 'meanwhile' })
    expect((await asked.reply()).content).toContain('Waiting')
    await redis?.restart()
    const done = await asked.reply(isDone, 40_000)
    expect(done.images).toHaveLength(1)
    await expect
      .poll(() => rows('meanwhile'))
      .toEqual([{ state: 'delivered', hold: 'COMMITTED', pictures: 1 }])
  })
})
