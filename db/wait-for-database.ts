import { setTimeout as sleep } from 'node:timers/promises'
import { reasonOf } from '#core/errors.ts'
import type { Logger } from '#process/logger.ts'
import { cannotUseDatabase } from './cannot-use-database.ts'
import type { Database } from './connect.ts'
import { requireTls } from './tls/require-tls.ts'

/** A large database takes this long to recover from a crash, and a container that long to start. */
const patienceMs = 120_000
const retryMs = 500

/**
 * What passes by itself: Postgres starts, recovers or stops (SQLSTATE class 57P), has no connection left, or nobody listens yet.
 * Postgres.js' own codes are for connections that ended or did not come about. A wrong password or name does not pass.
 */
const passing = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
])

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

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
      if (!passing.has(codeOf(error)) || performance.now() > until) {
        throw cannotUseDatabase(address, error)
      }
      if (!told) logger.warn(`waiting for the database: ${reasonOf(error)}`)
      await sleep(retryMs)
    }
  }
}
