import { DiscordAPIError, type REST } from '@discordjs/rest'
import { type APIApplication, Routes } from 'discord-api-types/v10'
import { Redis } from 'ioredis'
import { PersonError } from '#core/errors.ts'
import type { Logger } from '#core/logger.ts'
import type { Database } from '#db/connect.ts'
import { within } from './within.ts'

const answerTimeoutMs = 5000

/** @throws {PersonError} `database_unreachable` */
export async function reachDatabase(database: Database, url: string): Promise<void> {
  try {
    await within(answerTimeoutMs, database.sql`select 1`)
  } catch (error) {
    throw new PersonError(
      'database_unreachable',
      `The database at ${withoutPassword(url)} can't be used (${reason(error)}): check DATABASE_URL and that PostgreSQL runs there.`,
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
      `Redis at ${withoutPassword(url)} can't be used (${reason(error)}): check REDIS_URL and that Redis runs there.`,
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

/**
 * The application that the token belongs to.
 * @throws {PersonError} `discord_token`, `discord_unreachable`
 */
export async function reachDiscord(rest: REST): Promise<{ id: string; name: string }> {
  try {
    // @discordjs/rest answers `unknown`; the type of discord-api-types describes it.
    return (await within(answerTimeoutMs, rest.get(Routes.currentApplication()))) as APIApplication
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401) {
      throw new PersonError(
        'discord_token',
        'Discord refuses DISCORD_TOKEN: copy the bot token again from https://discord.com/developers/applications (your application, Bot, Reset Token).',
        { cause: error },
      )
    }
    throw new PersonError(
      'discord_unreachable',
      `Discord can't be reached (${reason(error)}): check this machine's network and DISCORD_API_URL, then start again.`,
      { cause: error },
    )
  }
}

/** For people and logs. */
export function withoutPassword(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message === '' && 'code' in error ? String(error.code) : error.message
}
