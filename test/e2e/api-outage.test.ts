import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type OpenApi, openApi } from '#api/open-api.ts'
import { loadConfig } from '#core/config.ts'
import { createApiKey } from '#db/api-keys.ts'
import { connectDatabase, type Database } from '#db/connect.ts'
import { migrate } from '#db/migrate.ts'
import { createLogger } from '#process/logger.ts'
import { accepted, refusal } from '#test/support/api/asking-api.ts'
import { tinyModel } from '#test/support/house.ts'
import { type OwnPostgres, startOwnPostgres } from '#test/support/services/own-postgres.ts'
import { type RunningWorker, runWorker } from '#worker/run-worker.ts'

let postgres: OwnPostgres
let database: Database
let dataDir: string
let worker: RunningWorker
let api: OpenApi
const log: string[] = []
beforeAll(async () => {
  postgres = await startOwnPostgres()
  dataDir = await mkdtemp(join(tmpdir(), 'dragon-wings-'))
  await migrate(postgres.url)
  database = connectDatabase(postgres.url, { maxConnections: 1 })
  const destination = { write: (line: string) => log.push(line) }
  const logger = createLogger({ name: 'test', level: 'info', pretty: false, destination })
  const config = loadConfig({
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    MODEL: tinyModel,
    MODELS_DIR: dirname(tinyModel),
    DEVICE: 'cpu',
  })
  worker = await runWorker(config, logger)
  api = await openApi(config, postgres.url, logger)
})
afterAll(async () => {
  await api.close()
  await worker.close()
  await database.close()
  await postgres.remove()
  await rm(dataDir, { recursive: true })
})

test('the database starts again: who waits does not hear of it, who asks is told to come again', async () => {
  const printed = [vi.spyOn(console, 'error'), vi.spyOn(console, 'log')]
  const made = await createApiKey(database.db, {
    userId: '100000000000000001',
    name: 'test',
    guildId: null,
    roleIds: [],
    ageRestricted: false,
    picturesPerDay: null,
  })
  const headers = { Authorization: `Bearer ${made?.key}`, 'Content-Type': 'application/json' }
  const ask = async (path: string, init: RequestInit = {}) =>
    api.app.request(path, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } })
  const words = 'a dragon whose name nobody may read'
  const body = JSON.stringify({ prompt: words, steps: 100, width: 128, height: 128, idempotency_key: 'once' })
  const generate = () => ask('/api/generate', { method: 'POST', body })
  const { id } = accepted.parse(await (await generate()).json())
  const waits = ask(`/api/status/${id}?wait=60`)
  const events = await ask(`/api/status/${id}`, { headers: { Accept: 'text/event-stream' } })
  const painting = async () =>
    (await database.sql`select 1 from generation_progress where step > 0`).length > 0
  await expect.poll(painting).toBe(true)

  await postgres.stop()
  const told = await generate()
  expect(told.headers.get('Retry-After')).toBe('5')
  expect(await refusal(told)).toMatchObject({
    status: 503,
    code: 'unavailable',
    message: expect.stringMatching(/database does not answer.*try again/),
  })
  await postgres.start()

  const status = z.object({ status: z.string(), images: z.array(z.object({ url: z.string() })) })
  const ended = status.parse(await (await waits).json())
  expect(ended).toMatchObject({ status: 'completed', images: [{}] })
  expect(await events.text()).toMatch(/event: completed\n/)
  expect(accepted.parse(await (await generate()).json()).id).toBe(id)
  const holds = await database.sql`select state, pictures from quota_holds`
  expect([...holds]).toEqual([{ state: 'COMMITTED', pictures: 1 }])

  // Each line is one of the logger's, none has anybody's words, and nothing is said ten times.
  for (const print of printed) expect(print).not.toHaveBeenCalled()
  const said = log.map((line) => z.object({ level: z.number(), msg: z.string() }).parse(JSON.parse(line)))
  expect(log.join('')).not.toContain('dragon whose name')
  expect(said.filter(({ level }) => level >= 50)).toEqual([])
  for (const { msg } of said) expect(said.filter((line) => line.msg === msg).length).toBeLessThan(10)
})
