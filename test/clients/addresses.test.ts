import { beforeAll, describe, expect, test } from 'vitest'
import { type Installation, openInstallation } from '#test/support/installation.ts'

let installation: Installation
let bearer: Record<string, string>
beforeAll(async () => {
  installation = await openInstallation()
  bearer = { Authorization: `Bearer ${installation.key}` }
}, 120_000)

const ask = async (path: string, init?: RequestInit) => fetch(`${installation.url}${path}`, init)

test('a base URL may end in a slash, and a path, too', async () => {
  const paths = ['//sdapi/v1/options', '/sdapi/v1/sd-models/', '/v1//models', '//api/models', '/api/docs/']
  for (const path of paths) expect([path, (await ask(path, { headers: bearer })).status]).toEqual([path, 200])
})

test('who leaves /v1 out is told so', async () => {
  const answer = await ask('/images/generations', { method: 'POST', headers: bearer, body: '{}' })
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({ error: { message: expect.stringContaining('ends in /v1') } })
})

describe('a page of another origin', () => {
  const origin = 'https://lite.koboldai.net'
  const headersOf = async (
    path: string,
    {
      headers: sent,
      ...init
    }: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
  ) => {
    const { status, headers } = await ask(path, { ...init, headers: { ...sent, origin } })
    return [status, headers.get('access-control-allow-origin')]
  }

  test('may ask for everything, as its client asks', async () => {
    const asked = 'authorization,content-type,x-stainless-lang,x-stainless-timeout'
    for (const path of [
      '/v1/images/generations',
      '/sdapi/v1/txt2img',
      '/api/generate',
      '/v1/models',
      '//v1/models',
    ]) {
      const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': asked }
      const answer = await ask(path, { method: 'OPTIONS', headers: { origin, ...preflight } })
      expect([path, answer.ok, answer.headers.get('access-control-allow-headers')]).toEqual([
        path,
        true,
        asked,
      ])
    }
  })

  test('may read answers and refusals of each kind', async () => {
    const post = { method: 'POST', headers: bearer, body: '{' }
    expect(await headersOf('/api/health')).toEqual([200, '*'])
    expect(await headersOf('/api/models', { headers: bearer })).toEqual([200, '*'])
    expect(await headersOf('/v1/images/generations', post)).toEqual([400, '*'])
    expect(await headersOf('/v1/images/edits', post)).toEqual([400, '*'])
    expect(await headersOf('/sdapi/v1/options')).toEqual([401, '*'])
    expect(await headersOf('/v1/nothing', { headers: bearer })).toEqual([404, '*'])
    expect(await headersOf('/images/generations', post)).toEqual([404, '*'])
    expect(await headersOf('/api/images/nobodys.png?expires=1&signature=x')).toEqual([404, '*'])
    const huge = { ...post, body: new Uint8Array(33 * 1024 * 1024) }
    expect(await headersOf('/sdapi/v1/img2img', huge)).toEqual([413, '*'])
  })
})
