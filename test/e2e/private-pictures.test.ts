import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { saveSettings } from '#db/guild-settings.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone } from '#test/support/seen.ts'

vi.setConfig({ expect: { poll: { timeout: 20_000 } } })

const small = { steps: 2, size: '64x64' }
const long = { steps: 60, size: '128x128' }
let house: House
beforeAll(async () => {
  house = await openHouse()
  await saveSettings(house.database.db, house.server.id, { privatePictures: true })
  await house.startWorker()
  await house.startBot({ reconciler: { intervalMs: 200, youngMs: 1000, reservationMs: 4000 } })
})
afterAll(() => house.close())

const stateOf = async (prompt: string) =>
  (
    await house.database.sql`
      select g.state, h.pictures from generations g join quota_holds h on h.generation_id = g.id
      where prompt = ${prompt}`
  )[0]

test('pictures are seen by whoever asked for them alone, and so is what their buttons make', async () => {
  const [anna, ben] = [house.person('anna'), house.person('ben')]
  const asked = await anna.slash(house.channel, 'imagine', { prompt: 'a secret', ...small, count: 2 })
  expect(asked.acknowledgement).toMatchObject({ ephemeral: true })
  const done = await asked.reply(isDone, 30_000)
  expect(done.ephemeral).toBe(true)
  expect(done.images).toHaveLength(1)
  const one = await anna.press(done, 'U1')
  expect((await one.reply(isDone)).ephemeral).toBe(true)
  const again = await anna.press(done, 'Reroll')
  expect((await again.reply(isDone, 30_000)).ephemeral).toBe(true)
  expect(ben.messages(house.channel)).toEqual([])
  await expect.poll(() => stateOf('a secret')).toEqual({ state: 'delivered', pictures: 2 })
})

test('cancelled while it is painted: its person reads so', async () => {
  const cleo = house.person('cleo')
  const asked = await cleo.slash(house.channel, 'imagine', { prompt: 'given up', ...long })
  const painting = await asked.reply(({ content }) => content.includes('Mixing'), 30_000)
  await cleo.press(painting, 'Cancel', { until: 'sent' })
  await asked.reply(({ content }) => content.includes('Cancelled'), 30_000)
  await expect.poll(() => stateOf('given up')).toEqual({ state: 'cancelled', pictures: 0 })
})

test('when its token has died by then, it comes as a direct message', async () => {
  const dora = house.person('dora')
  const asked = await dora.slash(house.channel, 'imagine', { prompt: 'late', ...long })
  await asked.reply(({ content }) => content.includes('Mixing'), 30_000)
  house.emulator.expireToken(asked.id)
  await expect.poll(() => stateOf('late'), { timeout: 30_000 }).toEqual({ state: 'delivered', pictures: 1 })
  const direct = house.emulator.restCalls('POST /users/@me/channels')
  expect(direct).toHaveLength(1)
  expect(house.emulator.restCalls('POST /channels/*/messages').at(-1)?.files).toHaveLength(1)
  expect(house.person('emil').messages(house.channel)).toEqual([])
})

test('and comes once, should nobody know whether it was sent, for longer than Discord remembers a nonce', async () => {
  const fay = house.person('fay')
  const asked = await fay.slash(house.channel, 'imagine', { prompt: 'in doubt', ...long })
  await asked.reply(({ content }) => content.includes('Mixing'), 30_000)
  house.emulator.expireToken(asked.id)
  const hit = house.emulator.faults.next({
    route: 'POST /channels/*/messages',
    kind: 'lost-answer',
    times: 4,
  })
  await expect.poll(() => hit.hits).toBe(4)
  house.emulator.forgetNonces()
  await expect.poll(() => stateOf('in doubt')).toEqual({ state: 'delivered', pictures: 1 })
  const [call] = house.emulator.restCalls('POST /channels/*/messages').slice(-1)
  expect(house.emulator.restCalls(`POST ${call?.path}`)).toHaveLength(4)
})
