import { join } from 'node:path'
import { PermissionFlagsBits } from 'discord-api-types/v10'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { customId } from '#messages/custom-id.ts'
import { localDiskStore } from '#store/local-disk.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { button, postComponents } from '#test/support/posted-components.ts'
import { isDone, pressDelete, type Person, type SeenMessage } from '#test/support/seen.ts'

let house: House
let bot: Awaited<ReturnType<House['startBot']>>
let anna: Person
let ben: Person
let single: SeenMessage
let grid: SeenMessage
const tiny = { steps: 1, size: '64x64' }
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '1000' })
  house.emulator.rateLimits.turn(false)
  ;[anna, ben] = [house.person('anna'), house.person('ben')]
  await house.startWorker()
  bot = await house.startBot()
  const paint = async (options: { prompt: string; count?: number }) =>
    (await anna.slash(house.channel, 'imagine', { ...tiny, ...options })).reply(isDone, 60_000)
  single = await paint({ prompt: 'a red dragon' })
  grid = await paint({ prompt: 'two dragons', count: 2 })
})
afterAll(() => house.close())
// What was pressed in one test is not pressed again in the next one.
beforeEach(() => house.emulator.clock.advance(2000))

async function settled(prompt: string): Promise<boolean> {
  const rows = await house.database
    .sql`select 1 from generations where prompt = ${prompt} and state = 'delivered'`
  return rows.length > 0
}

async function pick(person: Person, message: SeenMessage, what: string) {
  return message.buttons.some(({ label }) => label === what)
    ? person.press(message, what)
    : person.select(message, 'More…', what)
}

test('Delete is for the owner and for those who manage messages; the row stays without its prompt', async () => {
  const ask = async () =>
    (await anna.slash(house.channel, 'imagine', { prompt: 'to be deleted', steps: 1, size: '64x64' })).reply(
      isDone,
      60_000,
    )
  const first = await ask()
  const refusal = await (await house.person('cleo').press(first, 'Delete')).reply()
  expect(refusal.ephemeral).toBe(true)
  const question = await (await anna.press(first, 'Delete')).reply()
  expect(question).toMatchObject({
    ephemeral: true,
    content: 'Delete this picture? It can’t be brought back.',
    buttons: [{ label: 'Delete' }],
  })
  const isStill = anna.messages(house.channel).find(({ id }) => id === first.id)
  expect(isStill?.images).toHaveLength(1)
  await anna.press(question, 'Delete')
  const gone = await anna.sees(house.channel, ({ id, images }) => id === first.id && images.length === 0)
  expect(gone.buttons).toEqual([])
  const [row] = await house.database.sql`
    select prompt, deleted_at from generations join images on generation_id = generations.id
    where message_id = ${first.id}`
  expect(row?.['prompt']).toBe('')
  expect(row?.['deleted_at']).not.toBeNull()

  const second = await ask()
  const moderator = house.emulator.person({
    username: 'mod',
    guilds: [house.server],
    permissions: PermissionFlagsBits.ManageMessages,
  })
  await pressDelete(moderator, second)
  await moderator.sees(house.channel, ({ id, images }) => id === second.id && images.length === 0)
})

test('Cancel while it is painted: it ends, costs nothing, and nobody else can do it', async () => {
  const asked = await anna.slash(house.channel, 'imagine', {
    prompt: 'never finished',
    steps: 100,
    size: '256x256',
  })
  const painting = await asked.reply(({ content }) => content.includes('Mixing'), 30_000)
  expect((await (await house.person('dora').press(painting, 'Cancel')).reply()).ephemeral).toBe(true)
  await anna.press(painting, 'Cancel')
  await asked.reply(({ content }) => content.includes('Cancelled'), 30_000)
  await expect
    .poll(async () => {
      const [row] = await house.database.sql`
        select g.state, h.state as hold from generations g join quota_holds h on generation_id = id
        where prompt = 'never finished'`
      return row
    })
    .toEqual({ state: 'cancelled', hold: 'RELEASED' })
})

test('Cancel of a picture that is finished says so', async () => {
  const [row] = await house.database.sql`select id from generations where message_id = ${single.id}`
  const finished = await postComponents(house, anna, [button(customId('cancel', String(row?.['id'])))])
  const refusal = await (await anna.press(finished, finished.buttons[0]?.customId ?? '')).reply()
  expect(refusal).toMatchObject({ ephemeral: true, content: expect.stringContaining('finished already') })
})

test('Cancel, twice at once after another restart: nobody else may, and it ends once', async () => {
  const asked = await anna.slash(house.channel, 'imagine', { prompt: 'never', steps: 100, size: '256x256' })
  const waiting = await asked.reply(({ buttons }) => buttons.some(({ label }) => label === 'Cancel'))
  await bot.close()
  bot = await house.startBot()
  expect((await (await ben.press(waiting, 'Cancel')).reply(({ ephemeral }) => ephemeral)).content).toContain(
    'Only the person',
  )
  const presses = await Promise.all([anna.press(waiting, 'Cancel'), anna.press(waiting, 'Cancel')])
  expect(presses.map(({ failure }) => failure)).toEqual([undefined, undefined])
  await asked.reply(({ content }) => content.includes('Cancelled'), 30_000)
})

test('Delete: who manages messages may in the picture’s channel, and not from a gallery somewhere else', async () => {
  const asked = await anna.slash(house.channel, 'imagine', { ...tiny, prompt: 'kept' })
  const kept = await asked.reply(isDone, 60_000)
  await vi.waitUntil(() => settled('kept'), 20_000)
  const moderator = house.emulator.person({
    username: 'moderator',
    guilds: [house.server],
    permissions: PermissionFlagsBits.ManageMessages,
  })
  await (await moderator.press(kept, 'Favourite')).reply()
  const elsewhere = house.emulator.world.createChannel(house.server, { name: 'elsewhere' })
  const gallery = await (await moderator.slash(elsewhere, 'mygallery', { favourites: true })).reply()
  const [entry = ''] = gallery.selects.flatMap((menu) =>
    'options' in menu ? menu.options.map(({ label }) => label) : [],
  )
  const opened = await (await moderator.select(gallery, 'Open a picture…', entry)).reply(isDone)
  const refusal = await (await moderator.press(opened, 'Delete')).reply(({ id }) => id !== opened.id)
  expect(refusal.content).toContain('Only the person')
  await pressDelete(moderator, kept)
  await moderator.sees(house.channel, ({ id, images }) => id === kept.id && images.length === 0, 20_000)
})

test('Delete, of one of a grid, twice at once: it goes out of the grid and of every message that was posted of it', async () => {
  const [first, second] = [
    await (await ben.press(grid, 'U1')).reply(isDone),
    await (await ben.press(grid, 'U2')).reply(isDone),
  ]
  expect((await (await ben.press(first, 'Delete')).reply()).content).toContain('Only the person')
  const question = await (await anna.press(first, 'Delete')).reply()
  const presses = await Promise.all([anna.press(question, 'Delete'), anna.press(question, 'Delete')])
  expect(presses.map(({ failure }) => failure)).toEqual([undefined, undefined])
  await anna.sees(house.channel, ({ id, images }) => id === first.id && images.length === 0)
  // What is left of the grid of two is a single picture.
  const left = await anna.sees(
    house.channel,
    ({ id, buttons }) => {
      return id === grid.id && buttons.some(({ label }) => label === 'Upscale')
    },
    20_000,
  )
  expect(left.images).toHaveLength(1)
  await pressDelete(anna, left)
  for (const { id } of [second, grid])
    await anna.sees(house.channel, (message) => message.id === id && message.images.length === 0, 20_000)
})

test('a picture whose file was cleared away: its buttons say so before anybody waits, and Same seed paints it again', async () => {
  const first = await (
    await anna.slash(house.channel, 'imagine', { ...tiny, prompt: 'cleared' })
  ).reply(isDone)
  const upscaled = await (await anna.press(first, 'Upscale')).reply(isDone, 60_000)
  const rows = await house.database.sql`
    select images.id from images join generations on generation_id = generations.id where message_id = ${first.id}`
  await localDiskStore(join(house.config.dataDir, 'pictures')).remove(String(rows[0]?.['id']))
  for (const what of ['Upscale 3×', 'Settings as text', 'Image info']) {
    const asked = what === 'Image info' ? ben.messageCommand(first, what) : pick(ben, first, what)
    const refusal = await (await asked).reply()
    expect(refusal).toMatchObject({ ephemeral: true, content: expect.stringContaining('`Same seed`') })
    expect(refusal.buttons.map(({ label }) => label)).toEqual(['Same seed'])
    if (what !== 'Image info') continue
    const offered = await (await ben.press(refusal, 'Same seed')).reply(isDone, 60_000)
    expect(offered.embeds[0]?.description).toBe('cleared')
  }
  await house.database.sql`update images set deleted_at = now() where id = ${String(rows[0]?.['id'])}`
  expect(JSON.stringify((await ben.messageCommand(first, 'Remix')).modal)).toContain('cleared')
  const refusal = await (await ben.press(upscaled, 'Reroll')).reply()
  expect(refusal.content).toContain('painted over is not kept any more')
  const again = await (await ben.press(first, 'Same seed')).reply(isDone, 60_000)
  expect(again.content).toContain('not kept any more')
})

test('a deleted message: who presses Delete while it goes has still deleted the picture', async () => {
  const message = await (
    await anna.slash(house.channel, 'imagine', { ...tiny, prompt: 'short', count: 2 })
  ).reply(isDone, 60_000)
  const picked = await (await ben.press(message, 'U1')).reply(isDone)
  const sent = { until: 'sent' } as const
  const moderator = house.emulator.person({
    username: 'mod',
    guilds: [house.server],
    permissions: PermissionFlagsBits.ManageMessages,
  })
  const question = await (await anna.press(message, 'Delete')).reply()
  expect(question.content).toBe('Delete these 2 pictures? They can’t be brought back.')
  const presses = [await anna.press(question, 'Delete', sent), await ben.press(message, 'U2', sent)]
  moderator.delete(message)
  for (const press of presses) await press.settled()
  expect(presses.map(({ failure }) => failure)).toEqual([undefined, undefined])
  await ben.sees(house.channel, ({ id, images }) => id === picked.id && images.length === 0, 20_000)
})
