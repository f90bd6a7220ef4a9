import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/support/test-database.ts'
import { bans } from './schema.ts'
import { statement } from './statement.ts'

const database = testDatabase()

const banOf = statement((db) =>
  db
    .select()
    .from(bans)
    .where(eq(bans.userId, sql.placeholder('userId'))),
)
const insert = statement((db) =>
  db.execute(
    sql`insert into ${bans} (user_id, banned_by, reason) values (${sql.placeholder('userId')}, '1', null) returning user_id`,
  ),
)

test('a statement runs on a pool and on each transaction, which may be taken back', async () => {
  const { db } = database
  await insert(db, { userId: '7' })
  const undone = db.transaction(async (tx) => {
    expect([...(await insert(tx, { userId: '8' }))]).toEqual([{ user_id: '8' }])
    expect(await banOf(tx, { userId: '8' })).toMatchObject([{ userId: '8', reason: null }])
    expect(await banOf(db, { userId: '8' })).toEqual([])
    throw new Error('taken back')
  })
  await expect(undone).rejects.toThrow('taken back')
  expect(await banOf(db, { userId: '8' })).toEqual([])
  const [ban] = await banOf(db, { userId: '7' })
  expect(ban?.bannedAt).toBeInstanceOf(Date)
})

test('its text is built once', async () => {
  let drawn = 0
  const all = statement((db) => {
    drawn += 1
    return db.select().from(bans)
  })
  await Promise.all([all(database.db), all(database.db)])
  await database.db.transaction((tx) => all(tx))
  expect(drawn).toBe(1)
})

test('a value that is missing is said', async () => {
  await expect(banOf(database.db)).rejects.toThrow('userId')
})
