import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '#process/logger.ts'
import { connectDatabase } from '#db/connect.ts'
import { migrate } from '#db/migrate.ts'
import { waitForDatabase } from '#db/wait-for-database.ts'
import { queueBackend } from '#queue/backends/open.ts'
import { type OwnPostgres, startOwnPostgres } from '#test/support/services/own-postgres.ts'

const logger = createLogger({ name: 'test', level: 'silent', pretty: false })
let server: OwnPostgres
let folder: string
let rootFile: string
beforeAll(async () => {
  server = await startOwnPostgres()
  folder = mkdtempSync(join(tmpdir(), 'dragon-wings-tls-'))
  rootFile = join(folder, 'root.pem')
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  })
  writeFileSync(rootFile, cert)
  await migrate(server.url)
  await server.offerTls({ cert, key })
})
afterAll(async () => {
  await server.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** The address with these parameters; `localhost` is the name that the certificate is for. */
function address(parameters: string, host = 'localhost'): string {
  const url = new URL(server.url)
  url.hostname = host
  url.search = parameters.replace('ROOT', encodeURIComponent(rootFile))
  return url.href
}

/** Whether each of the two drivers speaks TLS to the server; rejects with the sentence that a start would end with. */
async function encrypted(url: string): Promise<{ ours: boolean; queue: boolean }> {
  const database = connectDatabase(url, { maxConnections: 1 })
  try {
    await waitForDatabase(database, logger, 0)
    const ask = () =>
      database.sql<{ name: string; ssl: boolean }[]>`
        select application_name as name, ssl from pg_stat_ssl join pg_stat_activity using (pid)
        where application_name like 'dragon-wings%'`
    const [mine] = await database.sql<{ ssl: boolean }[]>`
      select ssl from pg_stat_ssl where pid = pg_backend_pid()`
    const databaseUrl = `${url}${url.includes('?') ? '&' : '?'}application_name=dragon-wings-queue`
    const backend = queueBackend({ databaseUrl, redisUrl: undefined, installation: 'test' })
    const queue = await backend.openQueue('paint-tiny', {}, () => {})
    const queues = (await ask()).filter(({ name }) => name === 'dragon-wings-queue')
    await queue.close()
    expect(queues.length).toBeGreaterThan(0)
    return { ours: mine?.ssl === true, queue: queues.every(({ ssl }) => ssl) }
  } finally {
    await database.close()
  }
}

describe('a server with a self-signed certificate', () => {
  test.each([
    ['', true],
    ['sslmode=disable', false],
    ['sslmode=allow', true],
    ['sslmode=prefer', true],
    ['sslmode=require', true],
    ['sslmode=no-verify', true],
    ['ssl=true', true],
    ['ssl=no-verify', true],
    ['ssl=false', false],
    ['sslmode=require&uselibpqcompat=true', true],
    ['sslmode=require&channel_binding=require', true],
    ['sslmode=require&sslrootcert=ROOT', true],
    ['sslmode=verify-ca&sslrootcert=ROOT', true],
    ['sslmode=verify-full&sslrootcert=ROOT', true],
    ['sslmode=require&sslnegotiation=direct', true],
    ['sslmode=require&application_name=mine&options=-c%20statement_timeout%3D5s&schema=public', true],
  ])('%s', async (parameters, tls) => {
    expect(await encrypted(address(parameters))).toEqual({ ours: tls, queue: tls })
  })

  test.each([
    ['sslmode=verify-full', /self-signed certificate\): name the root.*sslrootcert=FILE in DATABASE_URL/],
    ['sslrootcert=system', /self-signed certificate\): name the root/],
    [
      'sslmode=verify-full&sslrootcert=/nowhere.pem',
      /^DATABASE_URL has sslrootcert=\/nowhere.pem, which can't/,
    ],
  ])('%s is refused in a sentence', async (parameters, sentence) => {
    await expect(encrypted(address(parameters))).rejects.toThrow(sentence)
  })

  test('the name must be right for verify-full, an IP address too, and need not be for verify-ca', async () => {
    await expect(encrypted(address('sslmode=verify-full&sslrootcert=ROOT', '127.0.0.1'))).rejects.toThrow(
      /use the name that its certificate is for in DATABASE_URL/,
    )
    expect(await encrypted(address('sslmode=verify-ca&sslrootcert=ROOT', '127.0.0.1'))).toEqual({
      ours: true,
      queue: true,
    })
  })
})
