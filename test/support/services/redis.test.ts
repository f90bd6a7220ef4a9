import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { redisAvailable, redisMissing, startRedis } from './redis.ts'

test.skipIf(!redisAvailable())(
  `Redis keeps what it was told through a kill -9 (skipped where ${redisMissing})`,
  async () => {
    const server = await startRedis()
    const client = new Redis(server.url, { maxRetriesPerRequest: null })
    client.on('error', () => {})
    await client.set('kept', 'yes')
    await server.kill()
    await server.restart()
    expect(await client.get('kept')).toBe('yes')
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
    client.disconnect()
    await server.stop()
  },
)
