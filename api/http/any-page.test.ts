import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { anyPage } from './any-page.ts'

const app = new Hono()
app.onError((error, context) => context.json({ error: error.message }, 401))
app.use(anyPage())
app.get('/there', (context) => context.json({}))
app.get('/refused', () => {
  throw new Error('no key')
})

const origin = { Origin: 'https://page.example' }

test('a page may send every header that its client has', async () => {
  const asked = 'authorization,content-type,x-stainless-lang,x-stainless-retry-count,openai-organization'
  const answer = await app.request('/there', {
    method: 'OPTIONS',
    headers: { ...origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': asked },
  })
  expect(answer.status).toBe(204)
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('access-control-allow-headers')).toBe(asked)
  expect(Number(answer.headers.get('access-control-max-age'))).toBeGreaterThan(600)
})

test('it may read what is answered, refusals and what is not there, too, and the headers that its client acts by', async () => {
  for (const [path, status] of [
    ['/there', 200],
    ['/refused', 401],
    ['/nowhere', 404],
  ] as const) {
    const answer = await app.request(path, { headers: origin })
    expect([path, answer.status]).toEqual([path, status])
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-expose-headers')?.split(',')).toEqual(
      expect.arrayContaining(['Retry-After', 'X-Should-Retry', 'X-Dragon-Wings-Notes']),
    )
  }
})

test('OPTIONS without a page behind it is answered, as SillyTavern asks it', async () => {
  expect((await app.request('/there', { method: 'OPTIONS' })).ok).toBe(true)
})
