import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { migrate as drizzleMigrate } from 'drizzle-orm/postgres-js/migrator'
import { PersonError } from '#core/errors.ts'
import { connectDatabase, type Database } from './connect.ts'
import { advisoryLocks, withAdvisoryLock } from './locks.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/** Brings a database to this version's schema. Safe to call from several processes at once (drizzle takes no lock itself). */
export async function migrate(url: string): Promise<void> {
  const database = connectDatabase(url, { maxConnections: 2 })
  try {
    await withAdvisoryLock(database, advisoryLocks.migrate, async () => {
      await refuseNewerSchema(database)
      await drizzleMigrate(database.db, { migrationsFolder })
    })
  } finally {
    await database.close()
  }
}

/**
 * Bot and worker call this before anything else.
 * @throws {PersonError} `schema` when the database is older or newer than this version.
 */
export async function requireSchema(database: Database): Promise<void> {
  await refuseNewerSchema(database)
  const applied = await appliedMigrations(database)
  if (applied < readMigrationFiles({ migrationsFolder }).length) {
    throw new PersonError(
      'schema',
      'The database is older than this version of Dragon Wings. Run `npm run migrate`, then start again.',
    )
  }
}

async function refuseNewerSchema(database: Database): Promise<void> {
  if ((await appliedMigrations(database)) > readMigrationFiles({ migrationsFolder }).length) {
    throw new PersonError(
      'schema',
      'The database is newer than this version of Dragon Wings: a later version has migrated it. Update this one.',
    )
  }
}

async function appliedMigrations({ sql }: Database): Promise<number> {
  const [table] = await sql<
    { name: string | null }[]
  >`select to_regclass('drizzle.__drizzle_migrations')::text as name`
  if (table === undefined || table.name === null) return 0
  const [row] = await sql<
    { count: number }[]
  >`select count(*)::int as count from drizzle.__drizzle_migrations`
  return row?.count ?? 0
}
