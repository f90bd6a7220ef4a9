import { PersonError, reasonOf } from '#core/errors.ts'
import { nameOfRedis, readRedisAddress } from '#core/redis-address.ts'
import { requireSafeRedis } from '#queue/backends/safe-redis.ts'
import type { Logger } from '#process/logger.ts'
import { within } from '#core/within.ts'
import { cannotUseDatabase } from '#db/cannot-use-database.ts'
import type { Database } from '#db/connect.ts'
import { requireTls } from '#db/tls/require-tls.ts'

const answerTimeoutMs = 5000

/** @throws {PersonError} `database_unreachable`, `database_tls` */
export async function reachDatabase({ sql, address }: Database, logger: Logger): Promise<void> {
  for (const note of address.notes) logger.warn(note)
  try {
    await within(answerTimeoutMs, requireTls(address))
    await within(answerTimeoutMs, sql`select 1`)
  } catch (error) {
    throw cannotUseDatabase(address, error)
  }
}

/** @throws {PersonError} `redis_unreachable`, `redis_settings` */
export async function reachRedis(url: string, logger: Logger): Promise<void> {
  try {
    await requireSafeRedis(url, logger)
  } catch (error) {
    if (error instanceof PersonError) throw error
    throw new PersonError(
      'redis_unreachable',
      `Redis at ${nameOfRedis(readRedisAddress(url))} can't be used (${reasonOf(error)}): check REDIS_URL and that Redis runs there.`,
      { cause: error },
    )
  }
}
