import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { requestErasure } from '#db/erase.ts'
import { type ApiHouse, openApiHouse } from '#test/support/api/api-house.ts'
import { askingApi, refusal, small } from '#test/support/api/asking-api.ts'

const sku = '900000000000000001'

let house: ApiHouse
let api: ReturnType<typeof askingApi>
beforeAll(async () => {
  house = await openApiHouse({
    FREE_PICTURES_PER_DAY: '1000',
    PRO_PICTURES_PER_DAY: '3000',
    MAX_PICTURES_PER_PERSON_PER_DAY: '10000',
    PRO_SKU_IDS: sku,
  })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  api = askingApi(house, await house.key())
})
afterAll(() => house.close())

test('nobody learns of another person’s jobs and pictures', async () => {
  const done = await api.ended(await api.submitted())
  const ben = await house.key({ userId: '100000000000000003' })
  const nowhere = '00000000-0000-4000-8000-000000000000'
  for (const [path, other] of [
    [`/api/status/${done.id}`, `/api/status/${nowhere}`],
    [done.images[0]?.url ?? '', `/api/images/${nowhere}.png`],
  ] as const) {
    const [his, none] = await Promise.all([house.ask(ben, path), house.ask(ben, other)])
    expect(his.status).toBe(404)
    expect(await his.text()).toBe(await none.text())
  }
  const method = 'DELETE'
  const [his, none] = await Promise.all([
    house.ask(ben, `/api/jobs/${done.id}`, { method }),
    house.ask(ben, `/api/jobs/${nowhere}`, { method }),
  ])
  expect([his.status, await his.text()]).toEqual([404, await none.text()])
})

test('without a key that works there is nothing; revoking one holds at once', async () => {
  expect(await refusal(await house.ask(undefined, '/api/models'))).toMatchObject({
    status: 401,
    code: 'missing_api_key',
  })
  expect(await refusal(await house.ask('dw_wrong', '/api/models'))).toMatchObject({
    status: 401,
    code: 'invalid_api_key',
  })
  const anna = house.person('anna')
  const created = await (await anna.slash(house.channel, 'apikey create', { name: 'my script' })).reply()
  expect(created.ephemeral).toBe(true)
  const [hers = ''] = /dw_[\w-]{43}/.exec(created.content) ?? []
  const basic = `Basic ${Buffer.from(`anna:${hers}`).toString('base64')}`
  for (const headers of [{ 'X-Api-Key': hers }, { Authorization: basic }])
    expect((await house.ask(undefined, '/api/models', { headers })).status).toBe(200)
  const listed = await (await anna.slash(house.channel, 'apikey list', {})).reply()
  expect(JSON.stringify(listed)).toContain('my script')
  expect(JSON.stringify(listed)).not.toContain(hers)
  await (await anna.slash(house.channel, 'apikey revoke', { key: 'my script' })).reply()
  expect((await house.ask(hers, '/api/models')).status).toBe(401)
  expect(house.log.join('')).not.toContain(hers)
})

test('a key has its person’s tier as Discord tells it when they do something, not as it was', async () => {
  const { world } = house.emulator
  const role = world.createRole(house.server, { name: 'Patron' })
  const rosa = house.person('rosa')
  const chief = house.emulator.person({ username: 'chief', guilds: [house.server], permissions: 32n })
  const created = await (await rosa.slash(house.channel, 'apikey create', { name: 'hers' })).reply()
  const [hers = ''] = /dw_[\w-]{43}/.exec(created.content) ?? []
  const tierOf = async () =>
    z.object({ tier: z.string() }).parse(await (await house.ask(hers, '/api/quota')).json()).tier
  await (await chief.slash(house.channel, 'tier define', { name: 'patron', pictures_per_day: 2000 })).reply()
  await (await chief.slash(house.channel, 'tier set', { tier: 'patron', role: role.id })).reply()
  expect(await tierOf()).toBe('free')
  const member = house.server.members.get(rosa.id)
  member?.roleIds.add(role.id)
  await (await rosa.slash(house.channel, 'quota', {})).reply()
  await expect.poll(tierOf).toBe('patron')
  member?.roleIds.clear()
  await (await rosa.slash(house.channel, 'quota', {})).reply()
  await expect.poll(tierOf).toBe('free')
  const bought = world.createEntitlement(house.application, { skuId: sku, owner: rosa.user })
  await (await rosa.slash(house.channel, 'quota', {})).reply()
  await expect.poll(tierOf).toBe('pro')
  world.deleteEntitlement(bought.id)
  await (await rosa.slash(house.channel, 'quota', {})).reply()
  await expect.poll(tierOf).toBe('free')
})

test('a key’s own limit, the person’s, and blocked words of its server hold', async () => {
  const limited = await house.key({ userId: '100000000000000004', picturesPerDay: 2 })
  await api.submitted({ count: 2 }, limited)
  const more = await api.generate(small, limited)
  expect(Number(more.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refusal(more)).toMatchObject({ status: 429, code: 'quota_exceeded' })
  const admin = house.emulator.person({ username: 'admin', guilds: [house.server], permissions: 32n })
  await (await admin.slash(house.channel, 'settings words block', { word: 'kraken' })).reply()
  const inServer = await house.key({ guildId: house.server.id })
  expect(await refusal(await api.generate({ ...small, prompt: 'a (kraken:1.2)' }, inServer))).toMatchObject({
    status: 403,
    code: 'blocked_word',
  })
})

test('pictures of the API are in /mygallery, and go with “Delete all my data”, keys too', async () => {
  const dora = house.person('dora')
  const hers = await house.key({ userId: dora.id, guildId: house.server.id })
  const done = await api.ended(await api.submitted({ prompt: 'a lonely whale' }, hers), hers)
  const shown = await (
    await dora.slash(house.channel, 'mygallery', {})
  ).reply((message) => !message.thinking, 20_000)
  expect(JSON.stringify(shown)).toContain('lonely whale')
  await requestErasure(house.database.db, dora.id)
  await expect
    .poll(() => house.ask(hers, '/api/quota').then(({ status }) => status), { timeout: 20_000 })
    .toBe(401)
  const other = await house.key({ userId: dora.id })
  expect((await house.ask(other, `/api/status/${done.id}`)).status).toBe(404)
})
