import { randomUUID } from 'node:crypto'
import { drizzle } from 'drizzle-orm/postgres-js'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Caller } from '#api/contract/caller.ts'
import type { Jobs } from '#api/contract/jobs.ts'
import { systemClock } from '#core/clock.ts'
import { loadConfig } from '#core/config.ts'
import { takeOver } from '#db/generations.ts'
import { reserve } from '#db/reserve.ts'
import { settlePainted } from '#db/settle.ts'
import { generationRequest, roomyBounds, roomyLimits } from '#test/support/generation-request.ts'
import { testDatabase } from '#test/support/test-database.ts'
import { createJobs } from './jobs.ts'

const database = testDatabase()
const anna = '100000000000000001'
const ben: Caller = {
  keyId: randomUUID(),
  userId: '100000000000000002',
  guildId: null,
  roleIds: [],
  entitled: false,
  ageRestricted: false,
  picturesPerDay: null,
}

/** Jobs, and the text of every statement that they send to the database. */
function watchedJobs() {
  const statements: string[] = []
  const db = drizzle(database.sql, { logger: { logQuery: (text) => statements.push(text) } })
  const nothing = () => Promise.reject(new Error('nobody may get as far as this'))
  const jobs = createJobs({
    config: loadConfig({}),
    db,
    reserve: nothing,
    queue: { add: nothing, remove: nothing },
    store: {
      place: '',
      put: nothing,
      get: nothing,
      has: nothing,
      remove: nothing,
      files: nothing,
      marker: nothing,
      mark: nothing,
    },
    goOn: () => {},
    inTurn: nothing,
    changes: { watch: () => ({ next: nothing, stop: () => {} }) },
    clock: systemClock,
    faultPoint: () => {},
    logger: pino({ level: 'silent' }),
  })
  return { jobs, statements }
}

/** Anna's job, which is painted, and its picture. */
async function annasJob(): Promise<{ job: string; picture: string }> {
  const { db } = database
  const asked = generationRequest({
    userId: anna,
    target: { kind: 'api', requestHash: '', returnBase64: true },
  })
  const terms = { limits: roomyLimits, bounds: roomyBounds, weight: 1, spoiler: false, now: new Date() }
  const reserved = await reserve(db, asked, terms)
  if (reserved.outcome !== 'reserved') throw new Error('it was not reserved')
  const row = await takeOver(db, reserved.generation.id)
  if (row === undefined) throw new Error('it was not taken over')
  const picture = randomUUID()
  const image = { id: picture, index: 0, seed: 1, width: 64, height: 64, bytes: 1, sha256: '' }
  const outcome = { failure: null, withheld: 0, spoiler: false, notes: [] }
  expect(await settlePainted(db, row, [image], outcome)).toBe(true)
  return { job: row.id, picture }
}

const never = new AbortController().signal
const ways: [what: string, of: 'job' | 'picture', ask: (jobs: Jobs, id: string) => Promise<unknown>][] = [
  ['its status', 'job', (jobs, id) => jobs.find(ben, id)],
  ['to wait for its end', 'job', (jobs, id) => jobs.finished(ben, id, never)],
  ['its events', 'job', async (jobs, id) => jobs.watch(ben, id, { previews: false, signal: never }).next()],
  ['its preview', 'job', (jobs, id) => jobs.preview(ben, id)],
  ['to cancel it', 'job', (jobs, id) => jobs.cancel(ben, id)],
  ['a picture', 'picture', (jobs, id) => jobs.picture(ben, id)],
]
test.each(ways)(
  'who asks for %s learns nothing of what another has: the same is asked of the database, and the same answered, as for what nobody has',
  async (_, of, ask) => {
    const { [of]: annas } = await annasJob()
    const asked = async (id: string) => {
      const { jobs, statements } = watchedJobs()
      const answer = await ask(jobs, id).catch((error: unknown) => error)
      return { answer, statements }
    }
    const [others, nobodys] = [await asked(annas), await asked(randomUUID())]
    expect(others.answer).toMatchObject({ name: 'ApiError', status: 404 })
    expect(others.statements.length).toBeGreaterThan(0)
    expect(others).toEqual(nobodys)
  },
)
