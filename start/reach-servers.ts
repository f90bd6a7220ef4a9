import { Redis } from 'ioredis'
import { PersonError, reasonOf } from '#core/errors.ts'
import type { Logger } from '#process/logger.ts'
import { within } from '#core/within.ts'
import type { Database } from '#db/connect.ts'

const answerTimeoutMs = 5000

/** @throws {PersonError} `database_unreachable` */
export async function reachDatabase(database: Database, url: string): Promise<void> {
  try {
    await within(answerTimeoutMs, database.sql`select 1`)
  } catch (error) {
    throw new PersonError(
      'database_unreachable',
      `The database at ${withoutPassword(url)} can't be used (${reasonOf(error)}): check DATABASE_URL and that PostgreSQL runs there.`,
      { cause: error },
    )
  }
}

/**
 * Also warns of the two settings with which Redis loses pictures: `maxmemory-policy` and `appendonly`.
 * @throws {PersonError} `redis_unreachable`
 */
export async function reachRedis(url: string, logger: Logger): Promise<void> {
  try {
    await askRedis(url, async (redis) => {
      await redis.ping()
      // Hosted ones may forbid CONFIG: then their own documentation has to be trusted.
      const settings = String(await redis.config('GET', 'maxmemory-policy', 'appendonly').catch(() => []))
      if (settings.includes('appendonly,no')) {
        logger.warn('Redis has "appendonly no": a crash there loses waiting jobs until they are queued again')
      }
      if (settings.includes('maxmemory-policy,') && !settings.includes('noeviction')) {
        logger.warn('Redis may evict keys when its memory is full: set "maxmemory-policy noeviction"')
      }
    })
  } catch (error) {
    throw new PersonError(
      'redis_unreachable',
      `Redis at ${withoutPassword(url)} can't be used (${reasonOf(error)}): check REDIS_URL and that Redis runs there.`,
      { cause: error },
    )
  }
}

/** One question on a connection of its own; rejects when Redis is away or silent. */
export async function askRedis<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  let lastError: Error | undefined
  redis.on('error', (error) => (lastError = error))
  try {
    await within(answerTimeoutMs, redis.connect())
    return await within(answerTimeoutMs, question(redis))
  } catch (error) {
    // "Connection is closed" says less than what closed it.
    throw lastError ?? error
  } finally {
    redis.disconnect()
  }
}

/** For people and logs. */
export function withoutPassword(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
