import { Redis } from 'ioredis'
import { within } from '#core/within.ts'
import { redisOptions } from './redis-options.ts'

const answerTimeoutMs = 5000

/** One question on a connection of its own; rejects when Redis is away or silent. */
export async function askRedis<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({
    ...redisOptions(url),
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  })
  let lastError: Error | undefined
  redis.on('error', (error) => (lastError = error))
  try {
    await within(answerTimeoutMs, redis.connect())
    return await within(answerTimeoutMs, question(redis))
  } catch (error) {
    // The error that closed the connection says more than "Connection is closed".
    throw lastError ?? error
  } finally {
    redis.disconnect()
  }
}
