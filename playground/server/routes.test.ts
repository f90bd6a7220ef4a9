import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDiscordEmulator, type DiscordEmulator } from '#discord-emulator/emulator.ts'
import type { Hono } from 'hono'
import { loadPage } from './page-build.ts'
import { playgroundRoutes } from './routes.ts'
import { createPlaygroundWorld, type PlaygroundWorld } from './world.ts'

let emulator: DiscordEmulator
let routes: Hono
let world: PlaygroundWorld
let killed = 0

beforeAll(async () => {
  emulator = await startDiscordEmulator()
  world = createPlaygroundWorld(emulator)
  routes = await playgroundRoutes({
    emulator,
    world,
    host: 'paint.local',
    examples: [],
    backstage: {
      queue: async () => [],
      rows: async () => [],
      killWorker: async () => void killed++,
      tierOf: async () => 'free',
    },
  })
})
afterAll(() => emulator.close())

const kill = (headers: Record<string, string>) =>
  routes.request('http://localhost/playground/faults/killWorker', { method: 'POST', headers })

describe('who may ask', () => {
  test.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', '192.168.1.7', 'paint.local:3000'])(
    '%s is a name of this machine',
    async (host) =>
      expect((await routes.request('http://localhost/', { headers: { host } })).status).toBe(200),
  )

  test.each(['evil.example', 'localhost.evil.example:3000', '127.0.0.1.evil.example'])(
    '%s is none: a name that somebody points here reads nothing',
    async (host) =>
      expect((await routes.request('http://localhost/', { headers: { host } })).status).toBe(403),
  )

  test('another website can’t press "kill the worker", our page and a shell can', async () => {
    const host = 'localhost:3000'
    expect((await kill({ host, origin: 'https://evil.example' })).status).toBe(403)
    expect((await kill({ host, origin: 'null' })).status).toBe(403)
    expect((await kill({ host, origin: 'http://localhost:4000' })).status).toBe(403)
    expect((await kill({ host, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect(killed).toBe(0)
    expect(
      (await kill({ host, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' })).status,
    ).toBe(200)
    expect((await kill({ host })).status).toBe(200)
    expect(killed).toBe(2)
  })
})

test('what is added beside the page is guarded like it', async () => {
  const ask = async (host: string) =>
    (await routes.request('http://localhost/api/playground/imagine', { method: 'POST', headers: { host } }))
      .status
  expect([await ask('evil.example'), await ask('localhost')]).toEqual([403, 404])
})

test('an attached file is a download and never a page, whatever it holds', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const member = world.people.member
  await member.send(world.general, '', [
    { name: '../x".svg', data: new TextEncoder().encode(svg), contentType: 'image/svg+xml' },
  ])
  const path = member.messages(world.general)[0]?.raw.attachments[0]?.url.replace(emulator.url, '') ?? ''
  const answer = await routes.request(`http://localhost${path}`, { headers: { host: 'localhost' } })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="..x.svg"')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  // What is not there is asked for again.
  const forged = await routes.request(`http://localhost${path.replace('hm=', 'hm=0')}`, {
    headers: { host: 'localhost' },
  })
  expect([forged.status, forged.headers.get('cache-control')]).toEqual([404, 'no-store'])
})

test('nothing but our own files runs or is drawn on the page', async () => {
  const answer = await routes.request('http://localhost/', { headers: { host: 'localhost' } })
  const policy = answer.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toContain('unsafe')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  // No script and no style stands in the page itself.
  expect(await answer.text()).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=/)
})

test('the page weighs at most 300 kB as it is sent', async () => {
  const page = await loadPage()
  const sent = [...page.values()].reduce((sum, { gzipped }) => sum + gzipped.byteLength, 0)
  expect(sent).toBeLessThan(300_000)
  const [script] = [...page.keys()].filter((name) => name.endsWith('.js'))
  const answer = await routes.request(`http://localhost/assets/${script}`, {
    headers: { host: 'localhost', 'accept-encoding': 'gzip' },
  })
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  expect(answer.headers.get('cache-control')).toContain('immutable')
})

test('what is asked wrongly is said in words, not done', async () => {
  const form = new FormData()
  form.set('action', JSON.stringify({ do: 'command', channelId: '1', name: 'imagine', options: {} }))
  const answer = await routes.request('http://localhost/playground/act?as=admin', {
    method: 'POST',
    headers: { host: 'localhost' },
    body: form,
  })
  expect([answer.status, await answer.json()]).toEqual([
    422,
    { refused: { reason: 'channel_gone', about: '' } },
  ])
})
