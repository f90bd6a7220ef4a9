import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from './house.ts'
import { isDone, type Person, type SeenMessage } from './seen.ts'

let house: House
let anna: Person
const prompts = ['a red dragon', 'a green whale', 'a blue castle']
const pictures: SeenMessage[] = []
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '100' })
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
  person.slash(house.channel, 'mygallery', options).then((asked) => asked.reply(() => true, 20_000))

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
})

test('favourites, also of others’ pictures, and narrowing', async () => {
  const ben = house.person('ben')
  const picked = await (await ben.press(pictures[0] ?? expect.fail('no picture'), 'U2')).reply(isDone, 20_000)
  await (await ben.press(picked, 'Favourite')).reply()
  const gallery = await open(ben, { favourites: true })
  expect(gallery.content).toContain('Your one picture')
  const all = await open(anna)
  await anna.select(all, 'Show…', 'From this server')
  await anna.sees(house.channel, ({ id, content }) => id === all.id && content.includes('12 pictures'))
  const refusal = await (
    await anna.select(all, 'Show…', 'Favourites')
  ).reply(({ content }) => content.includes('None of your'))
  expect(refusal.ephemeral).toBe(true)
})

test('a deleted picture is in no gallery', async () => {
  await anna.press(pictures[2] ?? expect.fail('no picture'), 'Delete')
  await expect.poll(async () => (await open(anna)).content).toContain('Your 8 pictures')
})
