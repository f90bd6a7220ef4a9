import { afterAll, beforeAll } from 'vitest'
import { connectDatabase, type Database } from '#db/connect.ts'
import { createTestDatabase, type TestDatabase } from './services/postgres.ts'

/** A migrated database of the test file that asks for it, gone at the file's end. It is there from the first test on. */
export function testDatabase(
  options: Parameters<typeof connectDatabase>[1] = {},
): Pick<Database, 'db' | 'sql'> {
  let opened: { database: Database; made: TestDatabase } | undefined
  const open = () => {
    if (opened === undefined) throw new Error('The database opens before the first test.')
    return opened
  }
  beforeAll(async () => {
    const made = await createTestDatabase()
    opened = { made, database: connectDatabase(made.url, options) }
  })
  afterAll(async () => {
    await open().database.close()
    await open().made.drop()
  })
  return {
    get db() {
      return open().database.db
    },
    get sql() {
      return open().database.sql
    },
  }
}
