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

/** Counts as skipped, with the reason, where this machine lacks one of them. */
export function testMissingServers(): void {
  test.skipIf(!redisAvailable())(`the suite on Redis (skipped where ${redisMissing})`, () => {
    expect(queueServers.map(({ name }) => name)).toContain('Redis')
  })
}
