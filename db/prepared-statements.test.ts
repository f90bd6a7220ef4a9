import { eq, inArray } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/support/test-database.ts'
import { preparing } from './prepared-statements.ts'
import { bans } from './schema.ts'

const database = testDatabase({ maxConnections: 1 })

/** What the one connection keeps of those that name a table, without the question itself. */
async function prepared(): Promise<string[]> {
  const rows = await database.sql.unsafe<{ statement: string }[]>(
    `select statement from pg_prepared_statements where statement like '%"bans"%'`,
  )
  return rows.map(({ statement }) => statement)
}

test('a statement that comes again is prepared, in and outside of transactions; one that does not is not', async () => {
  const { db } = database
  const find = (id: string) => db.select().from(bans).where(eq(bans.userId, id))
  await find('1')
  expect(await prepared()).toEqual([])
  await find('2')
  await find('3')
  expect(await prepared()).toHaveLength(1)

  const change = (id: string) => db.transaction((tx) => tx.delete(bans).where(eq(bans.userId, id)))
  await change('1')
  await change('2')
  expect(await prepared()).toHaveLength(2)

  await db.insert(bans).values({ userId: '7', bannedBy: '1', reason: null })
  expect(await find('7')).toMatchObject([{ userId: '7', reason: null }])
})

test('statements of ever new texts do not pile up', async () => {
  const db = drizzle(preparing(database.sql, { most: 5 }))
  const before = (await prepared()).length
  for (let values = 2; values < 20; values++) {
    const ids = Array.from({ length: values }, (_, i) => String(i))
    for (let time = 0; time < 3; time++) await db.select().from(bans).where(inArray(bans.userId, ids))
  }
  expect((await prepared()).length - before).toBe(5)
})
