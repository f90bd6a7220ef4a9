import { setTimeout as sleep } from 'node:timers/promises'
import { reasonOf } from '#core/errors.ts'
import type { Logger } from '#process/logger.ts'
import { cannotUseDatabase } from './cannot-use-database.ts'
import type { Database } from './connect.ts'
import { isDatabaseAway } from './database-away.ts'
import { requireTls } from './tls/require-tls.ts'

/** A large database takes this long to recover from a crash, and a container that long to start. */
const patienceMs = 120_000
const retryMs = 500

/**
 * Bot and workers begin with this: a database that is just starting or recovering is waited for, with one line in the log.
 * @throws {PersonError} `database_unreachable` when it does not come, or when waiting is of no use
 */
export async function waitForDatabase(
  { sql, address }: Pick<Database, 'sql' | 'address'>,
  logger: Logger,
  patience = patienceMs,
): Promise<void> {
  for (const note of address.notes) logger.warn(note)
  const until = performance.now() + patience
  for (let told = false; ; told = true) {
    try {
      await requireTls(address)
      await sql`select 1`
      if (told) logger.info('the database answers')
      return
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() > until) {
        throw cannotUseDatabase(address, error)
      }
      if (!told) logger.warn(`waiting for the database: ${reasonOf(error)}`)
      await sleep(retryMs)
    }
  }
}
