import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { generationRequest, roomyBounds, roomyLimits } from '#test/support/generation-request.ts'
import { testDatabase } from '#test/support/test-database.ts'
import { findApiJob, unfinishedApiJobs } from './api-jobs.ts'
import { takeOver } from './generations.ts'
import { reserve } from './reserve.ts'
import { settlePainted } from './settle.ts'

const database = testDatabase()

test('who looks while pictures are written sees a job that is not done, or one with its pictures', async () => {
  const { db } = database
  const userId = '100000000000000001'
  const target = { kind: 'api' as const, requestHash: '', returnBase64: true }
  const terms = { limits: roomyLimits, bounds: roomyBounds, weight: 1, spoiler: false, now: new Date() }
  const reserved = await reserve(db, generationRequest({ userId, target }), terms)
  if (reserved.outcome !== 'reserved') throw new Error('it was not reserved')
  const row = await takeOver(db, reserved.generation.id)
  if (row === undefined) throw new Error('it was not taken over')

  const found = await db.transaction(async (tx) => {
    // Whoever asks for the job's row waits from here on, until all is written.
    await tx.execute(sql`lock table generation_progress in access exclusive mode`)
    const asked = findApiJob(db, { id: row.id, userId })
    await expect.poll(async () => database.sql`select 1 from pg_locks where not granted`).toHaveLength(1)
    const image = { id: randomUUID(), index: 0, seed: 1, width: 8, height: 8, bytes: 1, sha256: '' }
    await settlePainted(tx, row, [image], { failure: null, withheld: 0, spoiler: false, notes: [] })
    return { asked }
  })
  const job = await found.asked
  expect(job?.generation.state).toBe('delivered')
  expect(job?.images).toHaveLength(1)
})

test('a key’s unfinished jobs are none of another key, also of the same person', async () => {
  const { db } = database
  const userId = '100000000000000003'
  const [one, other] = [randomUUID(), randomUUID()]
  const ask = async (apiKeyId: string) => {
    const terms = { limits: roomyLimits, bounds: roomyBounds, weight: 1, spoiler: false, now: new Date() }
    const target = { kind: 'api' as const, requestHash: '', returnBase64: false }
    const request = { ...generationRequest({ target }), principal: { userId, apiKeyId } }
    const reserved = await reserve(db, request, terms)
    if (reserved.outcome !== 'reserved') throw new Error('it was not reserved')
    return reserved.generation.id
  }
  const [first, second] = [await ask(one), await ask(other)]
  expect(await unfinishedApiJobs(db, { userId, keyId: one })).toEqual([first])
  expect(await unfinishedApiJobs(db, { userId, keyId: other })).toEqual([second])
  expect(await unfinishedApiJobs(db, { userId, keyId: randomUUID() })).toEqual([])
})
