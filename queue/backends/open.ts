import type { QueueBackend } from '#queue/backend.ts'
import { postgresBackend } from './postgres.ts'
import { redisBackend } from './redis.ts'

/** `redisUrl` wins; without it jobs live in our own database. */
export function queueBackend(config: { databaseUrl: string; redisUrl: string | undefined }): QueueBackend {
  return config.redisUrl === undefined ? postgresBackend(config.databaseUrl) : redisBackend(config.redisUrl)
}
