import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Caller } from '#api/contract/caller.ts'
import type { ApiEnv } from '#api/contract/route-deps.ts'
import { bodyMaxBytes, bodyRoom } from './body-room.ts'
import { errorBody } from './error-body.ts'
import { createLogger } from '#process/logger.ts'

const logger = createLogger({ name: 'test', level: 'silent', pretty: false })

/** An API whose work ends when it is told to. */
function busyApi() {
  let end = () => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  const app = new Hono<ApiEnv>()
  app.onError((error, context) => {
    const { status, body, headers } = errorBody(error, { logger })
    return context.json(body, status, headers)
  })
  app.use(async (context, next) => {
    const caller: Caller = {
      userId: context.req.header('x-user') ?? '',
      keyId: 'k',
      guildId: null,
      roleIds: [],
      entitled: false,
      ageRestricted: false,
      picturesPerDay: null,
    }
    context.set('caller', caller)
    return next()
  })
  app.use(bodyRoom())
  app.post('/', async (context) => {
    await ended
    return context.text('read')
  })
  const send = (user: string, bytes: number) =>
    Promise.resolve(
      app.request('/', {
        method: 'POST',
        body: 'x',
        headers: { 'x-user': user, 'Content-Length': String(bytes) },
      }),
    )
  return { send, end }
}

test('one person with many large bodies keeps nobody else out, and no words without pictures', async () => {
  const { send, end } = busyApi()
  const begun = Array.from({ length: 4 }, () => send('anna', bodyMaxBytes))
  const beyond = await send('anna', bodyMaxBytes)
  expect([beyond.status, beyond.headers.get('Retry-After')]).toEqual([503, '2'])
  const others = [send('anna', 2000), send('ben', bodyMaxBytes)]
  end()
  for (const answer of await Promise.all([...begun, ...others])) expect(answer.status).toBe(200)
  expect((await send('anna', bodyMaxBytes)).status).toBe(200)
})

test('all together have their bound, too', async () => {
  const { send, end } = busyApi()
  const begun = Array.from({ length: 8 }, (_, n) => send(`person ${n}`, bodyMaxBytes))
  expect((await send('last', bodyMaxBytes)).status).toBe(503)
  const small = send('last', 2000)
  end()
  for (const answer of await Promise.all([...begun, small])) expect(answer.status).toBe(200)
})
