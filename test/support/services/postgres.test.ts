import postgres from 'postgres'
import { expect, test } from 'vitest'
import { createTestDatabase } from './postgres.ts'

test('two databases of one run are migrated and apart', async () => {
  const databases = await Promise.all([createTestDatabase(), createTestDatabase()])
  const tables = await Promise.all(
    databases.map(async ({ url }, index) => {
      const sql = postgres(url, { max: 1 })
      await sql`create table ${sql(`only_in_${index}`)} ()`
      const rows = await sql<{ name: string }[]>`
        select table_name as name from information_schema.tables where table_schema = 'public'`
      await sql.end()
      return rows.map((row) => row.name)
    }),
  )
  expect(tables[0]).toContain('generations')
  expect(tables[0]).toContain('only_in_0')
  expect(tables[1]).not.toContain('only_in_0')
  await Promise.all(databases.map((database) => database.drop()))
})
