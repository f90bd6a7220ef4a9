import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLogger } from '#process/logger.ts'
import { connectDatabase, type Database } from '#db/connect.ts'
import { forgetDeadTokens } from '#db/forget-tokens.ts'
import { markQueued, takeOver } from '#db/generations.ts'
import { deleteImages, imagesOf, markPainted } from '#db/images.ts'
import { requireKnownStore } from '#db/known-store.ts'
import { reserve } from '#db/reserve.ts'
import { favourites, generations } from '#db/schema.ts'
import { settleDelivered } from '#db/settle.ts'
import { localDiskStore } from '#store/local-disk.ts'
import { generationRequest, roomyBounds, roomyLimits } from '#test/support/generation-request.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/services/postgres.ts'
import { sweepPart } from './sweep-store.ts'

let testDatabase: TestDatabase
let database: Database
let dir: string
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connectDatabase(testDatabase.url)
  dir = await mkdtemp(join(tmpdir(), 'dragon-wings-'))
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
  await rm(dir, { recursive: true, force: true })
})

const dayMs = 24 * 60 * 60 * 1000
const part = 0xab
/** All in one part of the store. */
const newId = () => `ab${randomUUID().slice(2)}`
const terms = { limits: roomyLimits, bounds: roomyBounds, weight: 1, spoiler: false, now: new Date() }

async function reserved(startImageId?: string): Promise<string> {
  const start = startImageId === undefined ? null : { imageId: startImageId, strength: 0.5 }
  const it = await reserve(database.db, generationRequest({ settings: { start } }), terms)
  if (it.outcome !== 'reserved') throw new Error('not reserved')
  return it.generation.id
}

/** A file of that age. */
async function file(id: string, days: number) {
  await localDiskStore(dir).put(id, Buffer.from('picture'))
  const then = new Date(Date.now() - days * dayMs)
  await utimes(join(dir, 'ab', `${id}.png`), then, then)
}

/** A delivered picture of that age. */
async function picture(days: number, startImageId?: string): Promise<{ id: string; generationId: string }> {
  const generationId = await reserved(startImageId)
  await markQueued(database.db, generationId, '6')
  const row = await takeOver(database.db, generationId)
  if (row === undefined) throw new Error('not taken')
  const id = newId()
  await file(id, days)
  await markPainted(database.db, row, [{ id, index: 0, seed: 1, width: 8, height: 8, bytes: 1, sha256: '0' }])
  await settleDelivered(database.db, row, { pictures: 1, messageId: '6' })
  const createdAt = new Date(Date.now() - days * dayMs)
  await database.db.update(generations).set({ createdAt }).where(eq(generations.id, generationId))
  return { id, generationId }
}

async function sweep(keepPicturesDays?: number, now = new Date()) {
  await sweepPart(
    {
      config: { keepPicturesDays },
      db: database.db,
      store: localDiskStore(dir),
      clock: { now: () => now },
      logger: createLogger({ name: 'test', level: 'silent', pretty: false }),
    },
    part,
  )
  return new Set((await readdir(join(dir, 'ab'))).map((name) => name.replace('.png', '')))
}

test('files that belong to nothing go once they are a day old; everything else stays', async () => {
  const foreign = newId()
  await file(foreign, 3)
  await requireKnownStore(database, localDiskStore(dir))
  // From here on the clock is three days further: what was there before the database knew the store stays.
  const now = new Date(Date.now() + 3 * dayMs)
  const [orphan, start, kept, deleted] = [newId(), newId(), await picture(0), await picture(0)]
  await file(orphan, 0)
  await file(start, 0)
  await picture(0, start)
  await deleteImages(database.db, deleted.generationId)
  const half = `${orphan}.png.crash.tmp`
  await writeFile(join(dir, 'ab', half), 'half')
  expect(await sweep()).toContain(orphan)
  const left = await sweep(undefined, now)
  for (const id of [foreign, start, kept.id]) expect(left).toContain(id)
  for (const name of [orphan, half, deleted.id]) expect(left).not.toContain(name)
})

test('pictures older than the operator keeps them go; favourites, and what is being started from, stay', async () => {
  const oldStart = newId()
  await file(oldStart, 40)
  const [old, young, favourite, started] = [
    await picture(40, oldStart),
    await picture(20),
    await picture(40),
    await picture(40),
  ]
  await database.db.insert(favourites).values({ userId: '1', imageId: favourite.id })
  await reserved(started.id)
  const now = new Date(Date.now() + 2 * dayMs)
  expect(await sweep(undefined, now)).toContain(old.id)
  const left = await sweep(30, now)
  for (const { id } of [young, favourite, started]) expect(left).toContain(id)
  expect(left).not.toContain(old.id)
  const [image] = await imagesOf(database.db, old.generationId)
  expect(image?.deletedAt).not.toBeNull()
  const [row] = await database.db.select().from(generations).where(eq(generations.id, old.generationId))
  expect(row?.prompt).toBe('a red dragon')
})

test('no interaction token outlives its 15 minutes', async () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  const [dying, alive] = await Promise.all(
    [14.8, 10].map(async (minutes) => {
      const request = generationRequest({ createdAt: minutesAgo(minutes) })
      const it = await reserve(database.db, request, terms)
      return it.outcome === 'reserved' ? it.generation.id : ''
    }),
  )
  await forgetDeadTokens(database.db, 20_000)
  const tokenOf = async (id = '') =>
    (await database.db.select().from(generations).where(eq(generations.id, id)))[0]?.interactionToken
  expect(await tokenOf(dying)).toBeNull()
  expect(await tokenOf(alive)).toBe('interaction-token')
})
