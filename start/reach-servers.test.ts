import { createServer } from 'node:net'
import { once } from 'node:events'
import { Hono } from 'hono'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { connectDatabase } from '#db/connect.ts'
import { startHttpServer } from './http-server.ts'
import { reachDatabase, reachRedis } from './reach-servers.ts'

/** A port where nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('a database that is not there is named without its password', async () => {
  const url = `postgres://me:secret@127.0.0.1:${await closedPort()}/pictures`
  const database = connectDatabase(url)
  const refusal = reachDatabase(database, pino({ level: 'silent' }))
  await expect(refusal).rejects.toThrow(
    /127\.0\.0\.1:\d+\/pictures can't be used \(.*ECONNREFUSED.*DATABASE_URL/,
  )
  await expect(refusal).rejects.not.toThrow('secret')
  await database.close()
})

test('a Redis that is not there is named with the reason', async () => {
  const url = `redis://:secret@127.0.0.1:${await closedPort()}`
  await expect(reachRedis(url, pino({ level: 'silent' }))).rejects.toThrow(/ECONNREFUSED.*REDIS_URL/)
})

test('a port that is taken is said in one sentence', async () => {
  const first = await startHttpServer(new Hono(), { host: '127.0.0.1', port: 0 })
  const port = Number(new URL(first.url).port)
  await expect(startHttpServer(new Hono(), { host: '127.0.0.1', port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken: set HTTP_PORT`,
  )
  await first.close()
})
