import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Caller } from '#api/contract/caller.ts'
import type { ApiEnv } from '#api/contract/route-deps.ts'
import { requireCaller } from './require-caller.ts'

const caller: Caller = {
  keyId: 'key',
  userId: '100000000000000001',
  guildId: null,
  roleIds: [],
  entitled: false,
  ageRestricted: false,
  picturesPerDay: null,
}
const app = new Hono<ApiEnv>()
app.onError((error, context) => context.text(error.message, 401))
app.use(requireCaller(async (key) => Promise.resolve(key === 'dw_right' ? caller : undefined)))
app.get('/', (context) => context.text('welcome'))

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
const statusWith = async (headers: Record<string, string>) => (await app.request('/', { headers })).status

test('a key comes as its client sends it', async () => {
  const ways: Record<string, string>[] = [
    { Authorization: 'Bearer dw_right' },
    { Authorization: 'bearer  dw_right ' },
    { 'X-Api-Key': 'dw_right' },
    { Authorization: 'Bearer ', 'X-Api-Key': 'dw_right' },
    { Authorization: basic('me:dw_right') },
    { Authorization: basic(':dw_right') },
    // An address with the key alone (http://KEY@host), and a field for name and password with the key alone in it.
    { Authorization: basic('dw_right:') },
    { Authorization: basic('dw_right') },
    { Authorization: basic(':'), 'X-Api-Key': 'dw_right' },
  ]
  for (const headers of ways) expect([headers, await statusWith(headers)]).toEqual([headers, 200])
})

test('what is no key, or not a whole one, lets nobody in', async () => {
  const ways: Record<string, string>[] = [
    {},
    { Authorization: 'Bearer dw_wrong' },
    { Authorization: basic('dw_right:dw_wrong') },
    { Authorization: basic('me:dw_right:') },
    { Authorization: 'Basic !' },
    { 'X-Api-Key': `dw_right${'x'.repeat(300)}` },
  ]
  for (const headers of ways) expect([headers, await statusWith(headers)]).toEqual([headers, 401])
})
