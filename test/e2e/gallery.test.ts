import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPngParameters } from '#store/png/encode-png.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, pressDelete, type Person, type SeenMessage } from '#test/support/seen.ts'

let house: House
let anna: Person
const prompts = ['a red dragon', 'a green whale', 'a blue castle']
const pictures: SeenMessage[] = []
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '100' })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
  for (const prompt of prompts) {
    const asked = await anna.slash(house.channel, 'imagine', { prompt, steps: 1, size: '64x64', count: 4 })
    pictures.push(await asked.reply(isDone, 60_000))
  }
})
afterAll(() => house.close())

const open = (person: Person, options = {}) =>
  person
    .slash(house.channel, 'mygallery', options)
    .then((asked) => asked.reply((message) => !message.thinking, 20_000))

test('a gallery is private: pages of nine, the newest first, older ones behind a button', async () => {
  // A picture is shown a moment before it is settled.
  await expect.poll(async () => (await open(anna)).content).toContain('12 pictures')
  const first = await open(anna)
  expect(first.ephemeral).toBe(true)
  expect(first.content).toContain('Your 12 pictures · page 1 of 2')
  expect(first.images[0]?.alt).toMatch(/^1: a blue castle\n/)
  expect(first.buttons).toMatchObject([
    { label: 'Newer', disabled: true },
    { label: 'Older', disabled: false },
    { label: 'Export' },
    { label: 'Delete all my data' },
  ])
  await anna.press(first, 'Older')
  const second = await anna.sees(house.channel, ({ content }) => content.includes('page 2 of 2'))
  expect(second.id).toBe(first.id)
  expect(second.images[0]?.alt?.split('\n')).toHaveLength(3)
})

test('search finds words of the prompt; what is not there is said', async () => {
  const found = await open(anna, { search: 'green' })
  expect(found.content).toContain('4 pictures with “green”')
  expect((await open(anna, { search: 'submarine' })).content).toContain('None of your pictures')
  expect((await open(house.person('nobody'))).content).toContain('no pictures yet')
})

test('a picture opens in full, with its buttons and the way to its message', async () => {
  const gallery = await open(anna, { search: 'whale' })
  const first = gallery.selects[0]
  const label = first !== undefined && 'options' in first ? (first.options[0]?.label ?? '') : ''
  const opened = await (await anna.select(gallery, 'Open a picture…', label)).reply(isDone, 20_000)
  expect(opened.ephemeral).toBe(true)
  expect(opened.embeds[0]?.description).toBe('a green whale')
  expect(opened.content).toContain(`/${house.channel.id}/${pictures[1]?.id}`)
  // Beside the embed, where Discord offers to download it.
  const [file] = opened.attachments
  expect(file?.filename).toMatch(/\.png$/)
  expect(readPngParameters(await anna.download(file?.url ?? ''))).toContain('a green whale')
})

test('search takes the beginnings of words, phrases and exclusions, and whatever else somebody types', async () => {
  const counts = async (search: string) =>
    Number(/(\d+) pictures/.exec((await open(anna, { search })).content)?.[1] ?? 0)
  expect(await counts('whal')).toBe(4)
  expect(await counts('GREEN wh')).toBe(4)
  expect(await counts('"a blue"')).toBe(4)
  expect(await counts('whale or castle')).toBe(8)
  expect(await counts('a -castle -"red dragon"')).toBe(4)
  for (const odd of ["'", "z'q:* & !", '\\', '():|', '"', '–']) expect(await counts(odd)).toBe(0)
})

test('favourites, also of others’ pictures', async () => {
  const ben = house.person('ben')
  const picked = await (await ben.press(pictures[0] ?? expect.fail('no picture'), 'U2')).reply(isDone, 20_000)
  await (await ben.press(picked, 'Favourite')).reply()
  const gallery = await open(ben, { favourites: true })
  expect(gallery.content).toContain('Your one favourite')
})

test('narrowed by place and by all that is ticked, which the title says; unticked, it shows everything again', async () => {
  const direct = anna.directMessages(house.application)
  const asked = await anna.slash(direct, 'imagine', { prompt: 'a private boat', steps: 1, size: '64x64' })
  const boat = await asked.reply(isDone, 60_000)
  await (await anna.press(boat, 'Favourite')).reply()
  await expect.poll(async () => (await open(anna)).content).toContain('13 pictures')
  const all = await open(anna)
  const then = async (title: string) => {
    const isSo = ({ id, content }: SeenMessage) => id === all.id && content.startsWith(`${title} · page 1`)
    return anna.sees(house.channel, isSo, 20_000)
  }
  await anna.select(all, 'From everywhere', 'Dragon keepers')
  const here = await then('Your 12 pictures · Dragon keepers')
  await anna.select(here, 'From everywhere', 'Direct messages')
  const there = await then('Your one picture · Direct messages')
  expect(there.images[0]?.alt).toBe('1: a private boat')
  await anna.select(there, 'Show only…', ['Favourites', 'From the last 7 days'])
  const ticked = await then('Your one favourite · From the last 7 days · Direct messages')
  const [, filters, places] = ticked.selects
  const on = (menu: typeof filters) =>
    menu !== undefined && 'options' in menu
      ? menu.options.filter((option) => option.default === true).map(({ label }) => label)
      : []
  expect([on(filters), on(places)]).toEqual([['Favourites', 'From the last 7 days'], ['Direct messages']])
  const refusal = await (
    await anna.select(ticked, 'From everywhere', 'Dragon keepers')
  ).reply(({ content }) => content.includes('None of your'))
  expect(refusal.ephemeral).toBe(true)
  await anna.select(ticked, 'Show only…', [])
  await anna.select(await then('Your one picture · Direct messages'), 'From everywhere', 'From everywhere')
  await then('Your 13 pictures')
})

test('a page that is no more, since pictures were deleted, is the last there is', async () => {
  const first = await open(anna)
  const older = first.buttons.find(({ label }) => label === 'Older')?.customId ?? ''
  await house.database.sql`update gallery_views set search = 'whale' where id = ${older.split(':')[2] ?? ''}`
  await anna.press(first, 'Older')
  await anna.sees(house.channel, ({ id, content }) => id === first.id && content.includes('page 1 of 1'))
})

test('a deleted picture is in no gallery', async () => {
  await pressDelete(anna, pictures[2] ?? expect.fail('no picture'))
  await expect.poll(async () => (await open(anna)).content).toContain('Your 9 pictures')
})
