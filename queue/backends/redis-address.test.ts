import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type Server } from 'node:tls'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '#process/logger.ts'
import { redisAvailable, startRedis, type TestRedis } from '#test/support/services/redis.ts'
import { askRedis } from './ask-redis.ts'
import { queueBackend } from './open.ts'
import { requireSafeRedis } from './safe-redis.ts'

const logger = createLogger({ name: 'test', level: 'silent', pretty: false })

describe.runIf(redisAvailable())('a Redis with users, databases and a self-signed certificate', () => {
  let redis: TestRedis
  let folder: string
  let front: Server
  let tlsPort: number
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dragon-wings-redis-tls-'))
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    })
    writeFileSync(join(folder, 'cert.pem'), cert)
    redis = await startRedis()
    await askRedis(redis.url, (client) => client.acl('SETUSER', 'anna', 'on', '>s#cret', '~*', '&*', '+@all'))
    // TLS in front of it, since not every redis-server is built with its own.
    front = createServer({ cert, key }, (socket) => {
      const behind = connect(Number(new URL(redis.url).port), '127.0.0.1')
      socket.on('error', () => behind.destroy())
      behind.on('error', () => socket.destroy())
      socket.pipe(behind).pipe(socket)
    })
    front.on('tlsClientError', () => {})
    front.listen(0, 'localhost')
    await once(front, 'listening')
    const address = front.address()
    tlsPort = typeof address === 'object' && address !== null ? address.port : 0
  })
  afterAll(async () => {
    front.close()
    // Asked politely it would first write the append-only file that a test switched on again.
    await redis.kill()
    await redis.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test.each([['ssl_cert_reqs=none'], ['ssl_ca_certs=ROOT'], ['ssl_ca_certs=ROOT&ssl_check_hostname=false']])(
    'rediss:// with %s',
    async (parameters) => {
      const root = encodeURIComponent(join(folder, 'cert.pem'))
      const url = `rediss://anna:s%23cret@localhost:${tlsPort}?${parameters.replace('ROOT', root)}`
      expect(await askRedis(url, (client) => client.acl('WHOAMI'))).toBe('anna')
    },
  )

  test('rediss:// verifies, and says what is wrong', async () => {
    await expect(askRedis(`rediss://localhost:${tlsPort}`, (client) => client.ping())).rejects.toThrow(
      /self-signed certificate/,
    )
    await expect(
      askRedis(`rediss://localhost:${tlsPort}?ssl_ca_certs=/nowhere.pem`, (client) => client.ping()),
    ).rejects.toThrow(/REDIS_URL has ssl_ca_certs=\/nowhere.pem/)
  })

  test('a user with a password, and a database', async () => {
    const url = `redis://anna:s%23cret@${new URL(redis.url).host}/3`
    expect(await askRedis(url, (client) => client.acl('WHOAMI'))).toBe('anna')
    expect(await askRedis(url, (client) => client.client('INFO'))).toContain(' db=3 ')
    expect(await askRedis(`${url}?db=5`, (client) => client.client('INFO'))).toContain(' db=5 ')
    await expect(askRedis(url.replace('s%23cret', 'wrong'), (client) => client.ping())).rejects.toThrow(
      /WRONGPASS/,
    )
  })

  test('two installations on one Redis do not take each other’s jobs', async () => {
    const open = (installation: string) =>
      queueBackend({ databaseUrl: 'postgres://x/y', redisUrl: redis.url, installation }).openQueue(
        'paint-tiny',
        {},
        () => {},
      )
    const [mine, theirs] = [await open(randomUUID()), await open(randomUUID())]
    await mine.addBulk([{ name: 'paint', data: { generationId: 'g' }, opts: { jobId: 'g', priority: 1 } }])
    expect(await theirs.getJob('g')).toBeUndefined()
    await theirs.addBulk([{ name: 'paint', data: { generationId: 'g' }, opts: { jobId: 'g', priority: 1 } }])
    await mine.remove('g')
    expect(await theirs.getJob('g')).toBeDefined()
    await Promise.all([mine.close(), theirs.close()])
  })

  test.each([
    [['appendonly', 'no'], 'set "appendonly yes" in its redis.conf'],
    [['maxmemory-policy', 'allkeys-lru'], 'set "maxmemory-policy noeviction" in its redis.conf'],
  ])('%s is refused: it loses waiting pictures', async ([setting = '', value = ''], sentence) => {
    await requireSafeRedis(redis.url, logger)
    const [, before = ''] = (await askRedis(redis.url, (client) => client.config('GET', setting))).map(String)
    await askRedis(redis.url, (client) => client.config('SET', setting, value))
    await expect(requireSafeRedis(redis.url, logger)).rejects.toThrow(sentence)
    await askRedis(redis.url, (client) => client.config('SET', setting, before))
    await requireSafeRedis(redis.url, logger)
  })
})
