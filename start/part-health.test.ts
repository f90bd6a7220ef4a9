import { createServer } from 'node:net'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/services/postgres.ts'
import { withHealth } from './part-health.ts'

let testDatabase: TestDatabase
let port: number
beforeEach(async () => {
  testDatabase = await createTestDatabase()
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
  server.close()
  await once(server, 'close')
})
afterEach(() => testDatabase.drop())

const part = () => ({
  name: 'the worker',
  config: loadConfig({ DATABASE_URL: testDatabase.url, HTTP_PORT: String(port) }),
  logger: createLogger({ name: 'test', level: 'silent', pretty: false }),
})

async function health() {
  const response = await fetch(`http://127.0.0.1:${port}/api/health`)
  return { status: response.status, body: await response.json() }
}

test('a part alone says how it is: while it starts, at work, idle, and without its database', async () => {
  let started: () => void = () => {}
  let works = true
  const starting = withHealth(
    part(),
    async () => {
      await new Promise<void>((resolve) => (started = resolve))
      return { close: () => Promise.resolve() }
    },
    () => works,
  )
  await expect.poll(health).toMatchObject({
    status: 503,
    body: { part: 'the worker', reasons: ['the worker: it is being started'] },
  })
  started()
  const running = await starting
  expect(await health()).toMatchObject({ status: 200, body: { status: 'ok', reasons: [] } })
  works = false
  expect(await health()).toMatchObject({ status: 503, body: { reasons: ['the worker: it is not at work'] } })
  works = true
  await testDatabase.drop()
  expect(await health()).toMatchObject({ status: 503 })
  expect(JSON.stringify(await health())).toContain('the database: ')
  await running.close()
  await expect(health()).rejects.toThrow('fetch failed')
})

test('a second part on the same machine and port works all the same', async () => {
  const at = () =>
    withHealth(
      part(),
      () => Promise.resolve({ close: () => Promise.resolve() }),
      () => true,
    )
  const first = await at()
  const second = await at()
  expect((await health()).status).toBe(200)
  await second.close()
  await first.close()
})
