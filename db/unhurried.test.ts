import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/support/test-database.ts'
import type { Db } from './connect.ts'
import { unhurried } from './unhurried.ts'

const database = testDatabase({ maxConnections: 1 })

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
