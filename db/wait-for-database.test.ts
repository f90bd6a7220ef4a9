import { connect, createServer, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#test/support/services/postgres.ts'
import { connectDatabase } from './connect.ts'
import { waitForDatabase } from './wait-for-database.ts'

let testDatabase: TestDatabase
let server: Server
let sockets: Set<Socket>
/** Connections that find Postgres recovering. */
let recovering: number
beforeEach(async () => {
  testDatabase = await createTestDatabase()
  const { hostname, port } = new URL(testDatabase.url)
  sockets = new Set()
  server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    if (recovering-- > 0) {
      socket.once('data', () => socket.end(errorResponse('57P03', 'the database system is starting up')))
      return
    }
    const real = connect(Number(port), hostname)
    sockets.add(real)
    real.on('error', () => {})
    socket.pipe(real).pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  server.close()
  await testDatabase.drop()
})

/** postgresql.org/docs: protocol-message-formats, ErrorResponse. */
function errorResponse(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}

async function waited(patience: number): Promise<string[]> {
  const address = server.address()
  const url = new URL(testDatabase.url)
  url.host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const lines: string[] = []
  const stream = new Writable({
    write(line, _encoding, done) {
      lines.push(JSON.parse(String(line)).msg)
      done()
    },
  })
  const database = connectDatabase(url.href, { maxConnections: 1 })
  try {
    await waitForDatabase(database, pino(stream), patience)
    return lines
  } finally {
    await database.close()
  }
}

test('a database that is recovering is waited for, with one line in the log', async () => {
  recovering = 3
  expect(await waited(60_000)).toEqual([
    'waiting for the database: the database system is starting up',
    'the database answers',
  ])
})

test('one that answers is not spoken of', async () => {
  recovering = 0
  expect(await waited(60_000)).toEqual([])
})

test('one that does not come is one sentence in the end', async () => {
  recovering = 100
  await expect(waited(0)).rejects.toThrow(/starting up\): check DATABASE_URL/)
})

test('waiting for a password to become right is of no use: one sentence at once', async () => {
  const url = new URL(testDatabase.url)
  url.username = 'nobody-of-that-name'
  url.password = 'wrong'
  const database = connectDatabase(url.href, { maxConnections: 1 })
  await expect(waitForDatabase(database, pino({ level: 'silent' }))).rejects.toThrow(
    /password authentication failed.*check DATABASE_URL/,
  )
  await database.close()
})
