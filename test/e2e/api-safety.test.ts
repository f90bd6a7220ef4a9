import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHash, createHmac } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type ApiHouse, openApiHouse } from '#test/support/api/api-house.ts'

let house: ApiHouse
let key: string
beforeAll(async () => {
  house = await openApiHouse({ API_CALLBACKS_TO_LOCAL_ADDRESSES: 'on' })
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
  // What Node types as any: the response comes first.
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
