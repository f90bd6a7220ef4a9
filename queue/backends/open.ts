import type { QueueBackend } from '#queue/backend.ts'
import { postgresBackend } from './postgres.ts'
import { redisBackend } from './redis.ts'

/**
 * `redisUrl` wins; without it jobs live in our own database.
 * @param config.installation what the database calls itself; two installations may share a Redis
 */
export function queueBackend({
  databaseUrl,
  redisUrl,
  installation,
}: {
  databaseUrl: string
  redisUrl: string | undefined
  installation: string
}): QueueBackend {
  return redisUrl === undefined
    ? postgresBackend(databaseUrl)
    : redisBackend(redisUrl, `dragon-wings-${installation}`)
}
