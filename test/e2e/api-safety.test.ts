import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import { type AddressInfo, createConnection } from 'node:net'
import { createHash, createHmac } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type ApiHouse, openApiHouse } from '#test/support/api/api-house.ts'

let house: ApiHouse
let key: string
beforeAll(async () => {
  house = await openApiHouse({
    API_CALLBACKS_TO_LOCAL_ADDRESSES: 'on',
    FREE_PICTURES_PER_DAY: '10000',
    MAX_WAITING_PER_PERSON: '5',
  })
  await house.startWorker()
  key = await house.key()
})
afterAll(() => house.close())

const mega = 1024 * 1024

/** Sends as much as is taken of a body that does not end by itself, and tells what was answered, and how much had been sent by then. */
async function pour(
  headers: Record<string, string>,
): Promise<{ status: number; text: string; sent: number }> {
  const chunk = Buffer.alloc(mega, 0x20)
  const sending = request(`${house.http.url}/api/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
  })
  let sent = 0
  let answered = false
  sending.on('error', () => {
    // The server hangs up on what nobody reads.
    answered = true
  })
  const answer = once(sending, 'response')
  void answer.finally(() => (answered = true))
  while (!answered && sent < 100 * mega) {
    sent += chunk.length
    if (!sending.write(chunk)) await Promise.race([once(sending, 'drain'), answer])
  }
  // Node types the arguments of an event as any; the first one is the response.
  const [response] = (await answer) as [IncomingMessage]
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part as Buffer)
  sending.destroy()
  return { status: response.statusCode ?? 0, text: Buffer.concat(parts).toString(), sent }
}

test('a body of 100 MB is refused unread, with a sentence; without a key even sooner', async () => {
  const size = { 'Content-Length': String(100 * mega) }
  const refused = await pour({ ...size, Authorization: `Bearer ${key}` })
  expect(refused.status).toBe(413)
  expect(refused.text).toContain('32 MB')
  expect(refused.sent).toBeLessThan(90 * mega)
  expect((await pour(size)).status).toBe(401)
})

test('chunks without end are refused once they are too many', async () => {
  const refused = await pour({ 'Transfer-Encoding': 'chunked', Authorization: `Bearer ${key}` })
  expect(refused.status).toBe(413)
  expect(refused.sent).toBeLessThan(90 * mega)
})

test('a small file that says it is a giant picture is refused before it is decoded', async () => {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  png.writeUInt32BE(60_000, 16)
  png.writeUInt32BE(60_000, 20)
  const answer = await house.ask(key, '/api/generate', {
    json: { prompt: 'x', image: png.toString('base64') },
  })
  expect(answer.status).toBe(422)
})

test('of hundreds of requests at once as many are taken as may wait, and the others hear when to come again', async () => {
  const crowd = await house.key({ userId: '100000000000000009' })
  const json = { prompt: 'many', width: 64, height: 64, steps: 1 }
  const answers = await Promise.all(
    Array.from({ length: 300 }, async () => {
      const answer = await house.ask(crowd, '/api/generate', { json })
      await answer.body?.cancel()
      return { status: answer.status, again: Number(answer.headers.get('retry-after')) }
    }),
  )
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(200)
  expect(refused.every(({ again }) => again > 0)).toBe(true)
  const taken = answers.filter(({ status }) => status === 202).length
  expect(taken + refused.length).toBe(300)
  const [kept] = await house.database.sql<{ n: number }[]>`
    select count(*)::int as n from generations where prompt = 'many'`
  expect(kept?.n).toBe(taken)
  await expect
    .poll(
      async () =>
        house.database.sql`select 1 from generations where prompt = 'many' and state <> 'delivered'`,
      { timeout: 30_000 },
    )
    .toEqual([])
})

test('who hangs up in the middle of a body leaves nothing in the log, and takes no room', async () => {
  const before = house.log.filter((line) => line.includes('"level":50')).length
  const { port } = new URL(house.http.url)
  for (let i = 0; i < 20; i++) {
    const socket = createConnection({ host: '127.0.0.1', port: Number(port) })
    await once(socket, 'connect')
    const head = `POST /api/generate HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n`
    socket.write(`${head}Content-Length: ${32 * mega}\r\n\r\n{"prompt": "`)
    socket.destroySoon()
    await once(socket, 'close')
  }
  // 20 bodies of 32 MB are more than are read at a time.
  const size = 5 * mega
  const sent = await house.ask(key, '/api/generate', { json: { prompt: 'x', image: 'A'.repeat(size) } })
  expect(sent.status).toBe(422)
  expect(house.log.filter((line) => line.includes('"level":50'))).toHaveLength(before)
})

test('a key is in no log, wherever a client puts it', async () => {
  const wrong = `dw_${'x'.repeat(43)}`
  const json = { prompt: `a dragon ${key}`, auth: `me:${key}`, width: 65, height: 65 }
  await house.ask(key, `/api/generate?key=${key}`, { json })
  await house.ask(key, '/sdapi/v1/txt2img', { json: { ...json, steps: -1 } })
  await house.ask(key, '/v1/images/generations', { json: { ...json, n: 0 } })
  await house.ask(key, `/api/status/${key}`)
  await house.ask(key, `/nothing/${key}`)
  await house.ask(wrong, '/api/models')
  await house.ask(undefined, '/api/models', { headers: { Authorization: `Basic ${btoa(`me:${wrong}`)}` } })
  const log = house.log.join('')
  expect(log).not.toContain(key)
  expect(log).not.toContain(wrong)
})

test('the end is told to callback_url, signed; a failure is tried again', async () => {
  const heard: { headers: Record<string, unknown>; body: string }[] = []
  const server = createServer((message, answer) => {
    const parts: Buffer[] = []
    message.on('data', (part: Buffer) => parts.push(part))
    message.on('end', () => {
      heard.push({ headers: message.headers, body: Buffer.concat(parts).toString() })
      answer.statusCode = heard.length === 1 ? 500 : 204
      answer.end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  try {
    const answer = await house.ask(key, '/api/generate', {
      json: {
        prompt: 'x',
        width: 64,
        height: 64,
        steps: 1,
        callback_url: `http://127.0.0.1:${port}/done?secret=1`,
      },
    })
    const { id } = z.object({ id: z.string() }).parse(await answer.json())
    await expect.poll(() => heard.length, { timeout: 30_000 }).toBe(2)
    const [, { headers, body } = { headers: {}, body: '' }] = heard
    expect(JSON.parse(body)).toMatchObject({ id, status: 'completed', images: [{ width: 64 }] })
    const secret = createHash('sha256').update(key).digest()
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`,
    )
    expect(house.log.join('')).not.toContain('secret=1')
  } finally {
    server.close()
  }
})
