import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ButtonStyle } from 'discord-api-types/v10'
import sharp from 'sharp'
import { z } from 'zod'
import { imagesOf } from '#db/images.ts'
import { localDiskStore } from '#store/local-disk.ts'
import { encodePng, readPngParameters } from '#store/png/encode-png.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person, pixels, type SeenMessage, settingsUnder } from '#test/support/seen.ts'

let house: House
let anna: Person
let single: SeenMessage
let grid: SeenMessage
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '1000', UPSCALE_WHOLE_PIXELS: '4096' })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
  const small = { steps: 2, size: '64x64', seed: 42 }
  single = await (
    await anna.slash(house.channel, 'imagine', { prompt: 'a red dragon', negative_prompt: 'fog', ...small })
  ).reply(isDone, 60_000)
  grid = await (
    await anna.slash(house.channel, 'imagine', { prompt: 'four dragons', count: 4, ...small })
  ).reply(isDone, 60_000)
})
afterAll(() => house.close())
// What one test presses is no repetition of what the one before it pressed.
beforeEach(() => house.emulator.clock.advance(2000))

function distance(a: Buffer, b: Buffer): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length
}

test('a single picture and a grid carry the buttons of the contract', () => {
  expect(single.buttons.map(({ label }) => label)).toEqual([
    'Reroll',
    'Upscale',
    'Vary',
    'Edit',
    'Favourite',
    'Same seed',
    'Delete',
  ])
  expect(grid.buttons.map(({ label }) => label).slice(0, 8)).toEqual([
    'U1',
    'U2',
    'U3',
    'U4',
    'V1',
    'V2',
    'V3',
    'V4',
  ])
})

test('U posts the single picture that the grid was made of, and costs nothing', async () => {
  const before = await house.database.sql`select sum(pictures)::int as used from quota_holds`
  const picked = await (await anna.press(grid, 'U3')).reply(isDone, 20_000)
  const { png } = await pixels(anna, picked)
  const [row] = await house.database.sql`select id from generations where message_id = ${grid.id}`
  const images = await imagesOf(house.database.db, row?.['id'])
  expect(images).toHaveLength(4)
  expect(readPngParameters(png)).toContain('Seed: 44')
  expect(await house.database.sql`select sum(pictures)::int as used from quota_holds`).toEqual(before)
  expect(settingsUnder(picked)).toContain('seed 44')
  // As it was painted, byte for byte.
  const kept = localDiskStore(join(house.config.dataDir, 'pictures'))
  expect((await kept.get(images[2]?.id ?? ''))?.equals(png)).toBe(true)
})

test('a picture out of a grid is one picture: its Same seed and Reroll are, too', async () => {
  const picked = await (await anna.press(grid, 'U4')).reply(isDone, 20_000)
  const same = await (await anna.press(picked, 'Same seed')).reply(isDone, 60_000)
  expect(same.content).toContain('It is the identical picture')
  expect(distance((await pixels(anna, picked)).data, (await pixels(anna, same)).data)).toBe(0)
  const rerolled = await (await anna.press(picked, 'Reroll')).reply(isDone, 60_000)
  expect(rerolled.buttons.map(({ label }) => label)).toContain('Upscale')
})

test('V makes a new grid of four kin of one picture; Vary is nearer than strong, that nearer than Reroll', async () => {
  const varied = await (await anna.press(grid, 'V2')).reply(isDone, 60_000)
  expect(varied.buttons.map(({ label }) => label)).toContain('U4')
  const parent = await pixels(anna, single)
  const subtle = await pixels(anna, await (await anna.press(single, 'Vary')).reply(isDone, 60_000))
  const strong = await pixels(
    anna,
    await (await anna.select(single, 'More…', 'Vary strongly')).reply(isDone, 60_000),
  )
  const rerolled = await pixels(anna, await (await anna.press(single, 'Reroll')).reply(isDone, 60_000))
  const distances = [subtle, strong, rerolled].map(({ data }) => distance(parent.data, data))
  expect(distances[0]).toBeGreaterThan(0)
  expect(distances).toEqual(distances.toSorted((a, b) => a - b))
})

test('Same seed that comes out otherwise says what has changed: the model, the device or the version', async () => {
  const [row] = await house.database.sql`select id from generations where message_id = ${single.id}`
  const [image] = await imagesOf(house.database.db, row?.['id'])
  const { id } = image ?? expect.fail('no picture')
  const store = localDiskStore(join(house.config.dataDir, 'pictures'))
  const before = (await store.get(id)) ?? expect.fail('no file')
  const said = readPngParameters(before) ?? ''
  expect(said).toContain('Device: cpu')
  const data = await sharp(before).removeAlpha().negate().raw().toBuffer()
  for (const [text, changed] of [
    [said.replace(/Model hash: \w+/, 'Model hash: 0123456789'), 'model’s files have changed'],
    [said.replace('Device: cpu', 'Device: cuda:0'), 'on another device'],
    [said, 'my version has changed'],
  ] as const) {
    await store.put(id, await encodePng({ width: 64, height: 64, data }, { parametersText: text }))
    const again = await (await anna.press(single, 'Same seed')).reply(isDone, 60_000)
    expect(again.content).toContain(changed)
    house.emulator.clock.advance(2000)
  }
  await store.put(id, before)
})

test('a varied picture’s Same seed is the varied picture', async () => {
  const varied = await (await anna.press(single, 'Vary')).reply(isDone, 60_000)
  const same = await (await anna.press(varied, 'Same seed')).reply(isDone, 60_000)
  expect(distance((await pixels(anna, varied)).data, (await pixels(anna, same)).data)).toBe(0)
})

test('Upscale paints twice the width and height over the picture, here in tiles; Same seed repeats them', async () => {
  const painted = await (await anna.press(single, 'Upscale')).reply(isDone, 60_000)
  const upscaled = await pixels(anna, painted)
  expect([upscaled.width, upscaled.height]).toEqual([128, 128])
  const { png } = await pixels(anna, single)
  const resampled = await sharp(png).resize(128, 128).removeAlpha().raw().toBuffer()
  const other = await pixels(anna, grid)
  const crop = await sharp(other.png)
    .extract({ left: 0, top: 0, width: 64, height: 64 })
    .resize(128, 128)
    .removeAlpha()
    .raw()
    .toBuffer()
  expect(distance(upscaled.data, resampled)).toBeLessThan(distance(upscaled.data, crop))
  const again = await (await anna.press(painted, 'Same seed')).reply(isDone, 60_000)
  expect(again.content).toContain('It is the identical picture')
})

test('Favourite goes into the presser’s own gallery, and out of it again', async () => {
  const ben = house.person('ben')
  expect((await (await ben.press(single, 'Favourite')).reply()).content).toContain(
    'one of your favourites now',
  )
  const [row] = await house.database.sql`select count(*)::int as n from favourites where user_id = ${ben.id}`
  expect(row?.['n']).toBe(1)
  const isStarred = ({ buttons }: SeenMessage) =>
    buttons.some(({ label, style }) => label === 'Favourite' && style === ButtonStyle.Success)
  await anna.sees(house.channel, (message) => message.id === single.id && isStarred(message))
  house.emulator.clock.advance(2000)
  expect((await (await ben.press(single, 'Favourite')).reply()).content).toContain('not one of your')
  await anna.sees(house.channel, (message) => message.id === single.id && !isStarred(message))
})

test('a start image comes from an attachment; what is no picture is refused', async () => {
  const data = await sharp({ create: { width: 90, height: 60, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const painted = await (
    await anna.slash(house.channel, 'imagine', {
      prompt: 'over red',
      steps: 2,
      size: '64x64',
      image: { name: 'red.png', data },
      strength: 0.5,
    })
  ).reply(isDone, 60_000)
  expect(painted.images[0]?.width).toBe(64)
  const refused = await (
    await anna.slash(house.channel, 'imagine', {
      prompt: 'no picture',
      image: { name: 'red.png', data: Buffer.from('not a picture') },
    })
  ).reply()
  expect(refused.content).toContain('can not read that file')
  const weak = await (
    await anna.slash(house.channel, 'imagine', {
      prompt: 'over red',
      steps: 4,
      image: { name: 'red.png', data },
      strength: 0.1,
    })
  ).reply()
  expect(weak).toMatchObject({ ephemeral: true, content: expect.stringContaining('leaves none of 4 steps') })
})

test('flags that we have nothing for are named privately, and not fed to the model', async () => {
  const asked = await anna.slash(house.channel, 'imagine', {
    prompt: 'a dragon --chaos 5 --steps 2',
    size: '64x64',
  })
  const done = await asked.reply(isDone, 60_000)
  expect(done.embeds[0]?.description).toBe('a dragon')
  await anna.sees(house.channel, ({ ephemeral, content }) => ephemeral && content.includes('--chaos 5'))
})

test('nothing of all that could have pinged anybody: every message and every edit switches mentions off', () => {
  const said = house.emulator.events.ofKind('rest').flatMap(({ call: { method, requestBody } }) => {
    if (method !== 'POST' && method !== 'PATCH') return []
    const body = z.looseObject({ data: z.looseObject({}).optional() }).safeParse(requestBody).data
    const message = body?.data ?? body
    return message !== undefined && ('content' in message || 'embeds' in message) ? [message] : []
  })
  expect(said.length).toBeGreaterThan(50)
  expect(said.filter(({ allowed_mentions: allowed }) => JSON.stringify(allowed) !== '{"parse":[]}')).toEqual(
    [],
  )
})
