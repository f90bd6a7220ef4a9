import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#test/support/services/postgres.ts'
import { connectDatabase, type Database, type Db } from './connect.ts'
import { unhurried } from './unhurried.ts'

let testDatabase: TestDatabase
let database: Database
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connectDatabase(testDatabase.url, { maxConnections: 1 })
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

test('it holds for its own transaction alone', async () => {
  const { db } = database
  const commit = async (on: Db) => [
    ...(await on.execute(sql`select current_setting('synchronous_commit') as commit`)),
  ]
  await db.execute(sql`set synchronous_commit = on`)
  await db.transaction(async (tx) => {
    expect([...(await tx.execute(sql`select 1 as one where ${unhurried}`))]).toEqual([{ one: 1 }])
    expect(await commit(tx)).toEqual([{ commit: 'off' }])
  })
  expect(await commit(db)).toEqual([{ commit: 'on' }])
})
