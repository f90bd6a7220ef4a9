import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/support/test-database.ts'
import { jsonOf, rowsAsJson } from './rows-as-json.ts'
import { presetsInUse } from './schema.ts'
import { statement } from './statement.ts'

const database = testDatabase()

const insert = statement((db) =>
  db.insert(presetsInUse).select(rowsAsJson(presetsInUse, sql.placeholder('rows'))),
)

test.each([
  ['half a pair, as a cut text ends with', 'dragon \ud83d', 'dragon \ufffd'],
  ['a whole pair', 'dragon 🐉', 'dragon 🐉'],
  ['what only looks like an escape', String.raw`dragon \ud83d`, String.raw`dragon \ud83d`],
])('%s is kept as UTF-8 has it', async (userId, name, kept) => {
  const { db } = database
  await insert(db, { rows: jsonOf(presetsInUse, [{ userId, name }]) })
  const [row] = await db.select().from(presetsInUse).where(eq(presetsInUse.userId, userId))
  expect(row?.name).toBe(kept)
})
