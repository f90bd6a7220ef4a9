import { Routes } from 'discord-api-types/v10'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { refusal, startTestServer } from '#test/support/emulated-server.ts'
import type { TestServer } from '#test/support/emulated-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
})

/** How undici words a connection that ended. */
const cut = /other side closed|ECONNRESET|socket/i
const route = 'POST /channels/*/messages'
const post = async (content: string) =>
  await server.rest.post(Routes.channelMessages(server.channel.id), { body: { content } })
const seen = () => server.anna.messages(server.channel).map(({ content }) => content)

test('a server error applies nothing, is used up, and is in the log', async () => {
  const fault = server.discord.faults.next({ route, kind: '500', status: 502, times: 2 })
  await expect(post('one')).rejects.toMatchObject({ status: 502 })
  await expect(post('two')).rejects.toMatchObject({ status: 502 })
  await post('three')
  expect(fault.hits).toBe(2)
  expect(seen()).toEqual(['three'])
  expect(server.discord.restCalls(route).map(({ status, fault }) => ({ status, fault }))).toEqual([
    { status: 502, fault: '500' },
    { status: 502, fault: '500' },
    { status: 200, fault: undefined },
  ])
})

test('a fault for one kind of body leaves the others alone, whatever comes first', async () => {
  const body = (json: unknown) => JSON.stringify(json).includes('two')
  const fault = server.discord.faults.next({ route, body, kind: '500' })
  await post('one')
  await expect(post('two')).rejects.toMatchObject({ status: 500 })
  await post('two')
  expect(fault.hits).toBe(1)
  expect(seen()).toEqual(['one', 'two'])
})

test('a 429 on demand makes the client wait as long as it says', async () => {
  server.discord.faults.next({ route, kind: '429', retryAfterSeconds: 1 })
  const startedAt = performance.now()
  await post('patient')
  expect(performance.now() - startedAt).toBeGreaterThan(900)
  expect(seen()).toEqual(['patient'])
})

test('any error of Discord can be asked for', async () => {
  server.discord.faults.next({
    route,
    kind: 'error',
    status: 403,
    code: 50_013,
    message: 'Missing Permissions',
  })
  expect(await refusal(post('x'))).toMatchObject({ status: 403, code: 50_013 })
})

test('a connection that is cut, before or after the request was applied', async () => {
  server.discord.faults.next({ route, kind: 'reset' })
  await expect(post('never there')).rejects.toThrow(cut)
  server.discord.faults.next({ route, kind: 'lost-answer' })
  await expect(post('there')).rejects.toThrow(cut)
  expect(seen()).toEqual(['there'])
})

test('silence lasts until the client gives up; a cancelled fault hits nobody', async () => {
  const { timeout } = server.rest.options
  server.rest.options.timeout = 50
  server.discord.faults.next({ route, kind: 'hang' })
  await expect(post('x')).rejects.toThrow(/abort/i)
  server.rest.options.timeout = timeout
  const fault = server.discord.faults.next({ route, kind: 'hang' })
  fault.cancel()
  await post('y')
  expect(seen()).toEqual(['y'])
})

test('a delay is one of emulated time', async () => {
  server.discord.faults.next({ route, kind: 'delay', delayMs: 60_000 })
  const posted = post('late')
  await server.anna.sees(server.channel, ({ content }) => content === 'late')
  server.discord.clock.advance(60_000)
  expect(await posted).toMatchObject({ content: 'late' })
})

test('a channel takes five messages in five seconds, the sixth waits', async () => {
  server.discord.clock.freeze()
  server.rest.options.rejectOnRateLimit = () => true
  for (const n of [1, 2, 3, 4, 5]) await post(String(n))
  await expect(post('6')).rejects.toMatchObject({ limit: 5 })
  const raw = async () =>
    await fetch(`${server.discord.apiUrl}/v10${Routes.channelMessages(server.channel.id)}`, {
      method: 'POST',
      headers: { authorization: `Bot ${server.application.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: '6' }),
    })
  const refused = await raw()
  expect(refused.status).toBe(429)
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-scope': 'user',
    'retry-after': '5',
  })
  expect(await refused.json()).toMatchObject({ global: false, retry_after: expect.any(Number) })
  server.discord.clock.advance(5_000)
  expect((await raw()).status).toBe(200)
  expect(server.discord.rateLimits.invalidRequests).toBe(1)
})

test('an app gets 50 requests a second in all, answers to interactions not counted', async () => {
  server.discord.clock.freeze()
  server.discord.clock.advance(1_000)
  const get = async (id: string) =>
    await fetch(`${server.discord.apiUrl}/v10/users/${id}`, {
      headers: { authorization: `Bot ${server.application.token}` },
    })
  server.discord.rateLimits.set('GET /users/*', { limit: 1000, windowMs: 60_000 })
  const statuses = await Promise.all(
    Array.from({ length: 60 }, async () => (await get(server.anna.id)).status),
  )
  expect(statuses.filter((status) => status === 200)).toHaveLength(50)
  const refused = await get(server.anna.id)
  expect(refused.headers.get('x-ratelimit-global')).toBe('true')
  const handle = await server.imagine()
  await server.answer(handle, { type: 5 })
  expect(handle.acknowledgement?.kind).toBe('deferred')
})

test('a route that Discord has and the emulator has not says so (501)', async () => {
  const missing = await refusal(server.rest.get(Routes.guildEmojis(server.guild.id))).catch(
    (error: unknown) => error,
  )
  expect(missing).toMatchObject({ status: 501 })
  await expect(server.rest.get('/no/such/route')).rejects.toMatchObject({ status: 404 })
})
