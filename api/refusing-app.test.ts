import { expect, test } from 'vitest'
import { apiIsOff, stillStarting } from './refusing-app.ts'

test('while it starts, every client reads when to come again, a page and one of A1111, too', async () => {
  const preflight = await stillStarting().request('/v1/images/generations', { method: 'OPTIONS' })
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
  const answer = await stillStarting().request('//sdapi/v1/txt2img', { method: 'POST' })
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3'])
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(await answer.json()).toMatchObject({ error: { code: 'starting' }, detail: expect.any(String) })
})

test('where it is off, it is said what turns it on', async () => {
  const answer = await apiIsOff().request('/api/generate', { method: 'POST' })
  expect([answer.status, await answer.json()]).toMatchObject([
    404,
    { error: { code: 'api_off', message: expect.stringContaining('API=on') } },
  ])
})
