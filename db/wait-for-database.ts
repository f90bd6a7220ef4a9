import { setTimeout as sleep } from 'node:timers/promises'
import { PersonError } from '#core/errors.ts'
import type { Logger } from '#core/logger.ts'
import type { Database } from './connect.ts'

/** A large database takes this long to recover from a crash, and a container that long to start. */
const patienceMs = 120_000
const retryMs = 500

/**
 * What passes by itself: Postgres starts, recovers or stops (SQLSTATE class 57P), or nobody listens yet. Postgres.js' own codes
 * are for connections that ended or did not come about.
 */
const passing = new Set([
  '57P01',
  '57P02',
  '57P03',
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
 * @throws {PersonError} `database_unreachable` when it does not come
 */
export async function waitForDatabase(
  { sql }: Pick<Database, 'sql'>,
  logger: Logger,
  patience = patienceMs,
): Promise<void> {
  const until = performance.now() + patience
  for (let told = false; ; told = true) {
    try {
      await sql`select 1`
      if (told) logger.info('the database answers')
      return
    } catch (error) {
      const message = error instanceof Error && error.message !== '' ? error.message : codeOf(error)
      if (!passing.has(codeOf(error))) throw error
      if (performance.now() > until) {
        throw new PersonError(
          'database_unreachable',
          `The database does not answer (${message}): check DATABASE_URL and that PostgreSQL runs there.`,
          { cause: error },
        )
      }
      if (!told) logger.warn(`waiting for the database: ${message}`)
      await sleep(retryMs)
    }
  }
}
