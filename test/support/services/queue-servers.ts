import { expect, test } from 'vitest'
import { redisAvailable, redisMissing, startRedis, type TestRedis } from './redis.ts'

const servers = [
  {
    name: 'PostgreSQL',
    runs: true,
    startServer: (): Promise<TestRedis | undefined> => Promise.resolve(undefined),
  },
  { name: 'Redis', runs: redisAvailable(), startServer: startRedis },
]

/** Where jobs can be: one suite runs on each of them. */
export const queueServers = servers.filter(({ runs }) => runs)

/** Says which of them this machine does not have. */
export function testMissingServers(): void {
  const missing = servers.filter(({ runs }) => !runs)
  test.each(missing)(`no queue on $name: ${redisMissing}`, ({ name }) => {
    expect(name).toBe('Redis')
  })
}
