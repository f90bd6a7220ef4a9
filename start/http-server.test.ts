import { once } from 'node:events'
import { createConnection } from 'node:net'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HttpServer, startHttpServer } from './http-server.ts'

let server: HttpServer
beforeAll(async () => {
  const app = new Hono()
  app.post('/', async (context) => context.text(await context.req.text()))
  // Who sends slowly hangs up in the middle, for the app.
  app.onError((_, context) => context.text('it broke off'))
  server = await startHttpServer(
    app,
    { host: '127.0.0.1', port: 0 },
    { requestMs: 400, headersMs: 200, lookEveryMs: 50 },
  )
})
afterAll(() => server.close())

/** Sends these one after the other, and then a byte now and then, until the server has hung up; what it answered. */
async function trickle(...parts: string[]): Promise<string> {
  const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(server.url).port) })
  let heard = ''
  socket.on('data', (data: Buffer) => (heard += data.toString()))
  // Bytes that come after it has hung up are refused by the system.
  socket.on('error', () => {})
  const closed = once(socket, 'close')
  const next = setInterval(() => socket.write(parts.shift() ?? 'x'), 40)
  await closed
  clearInterval(next)
  return heard
}

test('headers that come byte by byte are not waited for', async () => {
  expect(await trickle('POST / HTTP/1.1\r\n', 'Host: here\r\n', 'X-Slow: ')).toMatch(/^HTTP\/1\.1 408 /)
})

test('a body that comes byte by byte is not waited for', async () => {
  const heard = await trickle('POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100000\r\n\r\n')
  expect(heard).toMatch(/^HTTP\/1\.1 408 /)
})

test('an idle connection is kept longer than a proxy keeps it', async () => {
  const answer = await fetch(server.url, { method: 'POST', body: 'x' })
  const [, seconds] = /timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '') ?? []
  expect(Number(seconds)).toBeGreaterThan(60)
})
