import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#test/support/services/postgres.ts'
import { connectDatabase, type Database } from './connect.ts'
import { forgetPresses, onePressMs, type Press, takePress } from './presses.ts'
import { presses } from './schema.ts'

let testDatabase: TestDatabase
let databases: Database[]
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  // Two processes have two pools.
  databases = [1, 2].map(() => connectDatabase(testDatabase.url, { maxConnections: 5 }))
})
afterAll(async () => {
  for (const database of databases) await database.close()
  await testDatabase.drop()
})

const start = new Date('2026-11-23T12:00:00Z').getTime()
let interactions = 0
const press = (change: Partial<Press> & { afterMs?: number } = {}): Press => ({
  userId: '1',
  messageId: '2',
  customId: 'reroll',
  values: [],
  interactionId: String((interactions += 1)),
  at: new Date(start + (change.afterMs ?? 0)),
  ...change,
})
const take = (one: Press, process = 0) => takePress((databases[process] ?? expect.fail()).db, one)

test('of twenty presses at once, in two processes, one is taken', async () => {
  const taken = await Promise.all(Array.from({ length: 20 }, (_, i) => take(press({ userId: '9' }), i % 2)))
  expect(taken.filter((one) => one)).toHaveLength(1)
})

test('within two seconds it is the same press, counted from the one that was taken', async () => {
  expect(await take(press())).toBe(true)
  expect(await take(press({ afterMs: onePressMs - 1 }))).toBe(false)
  expect(await take(press({ afterMs: onePressMs }))).toBe(true)
  // An earlier press that arrives later.
  expect(await take(press({ afterMs: onePressMs - 1 }))).toBe(false)
})

test('another person, message, button or entry is another press; the same interaction is the same', async () => {
  const first = press({ userId: '5' })
  expect(await take(first)).toBe(true)
  expect(await take(first)).toBe(true)
  for (const other of [{ userId: '6' }, { messageId: '7' }, { customId: 'vary' }, { values: ['upscale_4'] }])
    expect(await take(press({ userId: '5', ...other }))).toBe(true)
})

test('presses are forgotten, and nobody’s name is among them', async () => {
  const database = databases[0] ?? expect.fail()
  await take(press({ userId: '100000000000000042' }))
  expect(JSON.stringify(await database.db.select().from(presses))).not.toContain('100000000000000042')
  await forgetPresses(database.db, new Date(start + 3_600_000))
  expect(await database.db.$count(presses)).toBe(0)
})
