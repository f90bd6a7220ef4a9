import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import { connectDatabase, type Database } from '#db/connect.ts'
import { migrate } from '#db/migrate.ts'
import type { Logger } from '#process/logger.ts'
import { type DataDirLock, lockDataDir } from './data-dir-lock.ts'
import { databaseUrl, startEmbeddedPostgres } from './embedded-postgres/embedded-postgres.ts'
import { findPostmaster } from './embedded-postgres/pid-file.ts'
import { choosePlace } from './embedded-postgres/place.ts'
import { findUnprivilegedUser } from './embedded-postgres/unprivileged-user.ts'
import { reachDatabase } from './reach-servers.ts'

/**
 * Does something with the installation's database, whether `npm start` runs or not: the one of DATABASE_URL, the built-in one of
 * a start that runs, or the built-in one, started for as long as it takes.
 * @throws {PersonError} where it can't be reached
 */
export async function withDatabase<Result>(
  config: Config,
  logger: Logger,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  if (config.databaseUrl !== undefined) return connected(config.databaseUrl, logger, work)
  const lock = await lockUnlessRunning(config.dataDir)
  if (lock === undefined) return connected(await urlOfRunning(config.dataDir), logger, work)
  try {
    const server = await startEmbeddedPostgres({ dataDir: config.dataDir, logger })
    try {
      await migrate(server.url)
      return await connected(server.url, logger, work)
    } finally {
      await server.stop()
    }
  } finally {
    await lock.release()
  }
}

async function connected<Result>(
  url: string,
  logger: Logger,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = connectDatabase(url, { maxConnections: 2 })
  try {
    await reachDatabase(database, logger)
    return await work(database)
  } finally {
    await database.close()
  }
}

/** Undefined: a start runs here. */
async function lockUnlessRunning(dataDir: string): Promise<DataDirLock | undefined> {
  try {
    return await lockDataDir(dataDir)
  } catch (error) {
    if (error instanceof PersonError && error.code === 'data_dir_locked') return undefined
    throw error
  }
}

async function urlOfRunning(dataDir: string): Promise<string> {
  const { folder } = await choosePlace(dataDir, await findUnprivilegedUser())
  const running = findPostmaster(join(folder, 'postgres'))
  if (running === undefined) {
    const message = `Something runs in ${dataDir}, but its database does not answer yet: try again in a moment.`
    throw new PersonError('database_starting', message)
  }
  const password = await readFile(join(folder, 'postgres.password'), 'utf8')
  return databaseUrl(password.trim(), running.port)
}
