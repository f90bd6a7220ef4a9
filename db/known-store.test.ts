import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#test/support/services/postgres.ts'
import { connectDatabase, type Database } from './connect.ts'
import { requireKnownStore } from './known-store.ts'

let testDatabase: TestDatabase
let database: Database
beforeEach(async () => {
  testDatabase = await createTestDatabase()
  database = connectDatabase(testDatabase.url)
})
afterEach(async () => {
  await database.close()
  await testDatabase.drop()
})

/** A folder, seen by somebody. */
function folder(id?: string) {
  let marker = id
  return {
    place: '/pictures',
    marker: () => Promise.resolve(marker),
    mark: (given: string) => {
      marker = given
      return Promise.resolve()
    },
  }
}

test('bot and worker start at once and see the same store', async () => {
  const shared = folder()
  const worker = connectDatabase(testDatabase.url)
  await Promise.all([requireKnownStore(database, shared), requireKnownStore(worker, shared)])
  await worker.close()
  await requireKnownStore(database, shared)
  expect(await shared.marker()).toMatch(/^[\da-f-]{36}$/)
})

test('a worker whose folder is another is told what to do', async () => {
  await requireKnownStore(database, folder())
  const sentence = /pictures in \/pictures are not those of this database: set DATA_DIR/
  await expect(requireKnownStore(database, folder())).rejects.toThrow(sentence)
  await expect(requireKnownStore(database, folder(randomUUID()))).rejects.toThrow(sentence)
})

test('a new database takes the store that is there', async () => {
  const id = randomUUID()
  const before = folder(id)
  await requireKnownStore(database, before)
  await requireKnownStore(database, before)
  expect(await before.marker()).toBe(id)
})

test('a store that cannot be written to is said in one sentence, before anything is painted', async () => {
  const shared = folder()
  await requireKnownStore(database, shared)
  const readOnly = { ...shared, mark: () => Promise.reject(new Error('EACCES: permission denied')) }
  await expect(requireKnownStore(database, readOnly)).rejects.toThrow(
    /kept in \/pictures \(EACCES.*\): make it a folder.* set DATA_DIR/,
  )
})
