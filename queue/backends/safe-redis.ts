import { PersonError } from '#core/errors.ts'
import { nameOfRedis, readRedisAddress } from '#core/redis-address.ts'
import type { Logger } from '#process/logger.ts'
import { askRedis } from './ask-redis.ts'

/** With any other of these Redis loses waiting jobs: in a crash, or when its memory is full. */
const needed = { appendonly: 'yes', 'maxmemory-policy': 'noeviction' }

/**
 * Called by every process before it puts jobs into Redis.
 * @throws {PersonError} `redis_settings`; other errors where Redis can't be reached
 */
export async function requireSafeRedis(url: string, logger: Logger): Promise<void> {
  const name = nameOfRedis(readRedisAddress(url))
  const settings = await askRedis(url, async (redis) => {
    await redis.ping()
    // Hosted Redis servers may forbid CONFIG.
    const answer = await redis.config('GET', ...Object.keys(needed)).catch(() => [])
    return Array.isArray(answer) ? answer.map(String) : []
  })
  if (settings.length === 0) {
    logger.warn(
      `Redis at ${name} does not tell its settings: make sure that it has "appendonly yes" and "maxmemory-policy noeviction".`,
    )
    return
  }
  const wrong = Object.entries(needed)
    .filter(([setting, value]) => settings[settings.indexOf(setting) + 1] !== value)
    .map((pair) => `"${pair.join(' ')}"`)
  if (wrong.length === 0) return
  throw new PersonError(
    'redis_settings',
    `Redis at ${name} would lose waiting pictures: set ${wrong.join(' and ')} in its redis.conf, or with CONFIG SET, then start again.`,
  )
}

/** As `requireSafeRedis` for parts that run alone: a Redis that is away now is waited for by the queue itself. */
export async function refuseUnsafeRedis(url: string | undefined, logger: Logger): Promise<void> {
  if (url === undefined) return
  try {
    await requireSafeRedis(url, logger)
  } catch (error) {
    if (error instanceof PersonError) throw error
    logger.warn({ err: error }, 'Redis can’t be reached yet')
  }
}
