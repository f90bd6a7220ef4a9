import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { REST } from '@discordjs/rest'
import { ButtonStyle, ComponentType, PermissionFlagsBits, Routes } from 'discord-api-types/v10'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { saveAssignment } from '#db/tier-assignments.ts'
import { restOptions } from '#delivery/rest-options.ts'
import { localDiskStore } from '#store/local-disk.ts'
import { customId } from '#messages/custom-id.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, pressDelete, type Person, type SeenMessage } from '#test/support/seen.ts'

/**
 * Each button and each entry of the menu in every case. Bot and worker were started anew after the pictures were painted, and
 * whoever presses is another person than the one who painted them, but where only that one may.
 */
let house: House
let anna: Person
let ben: Person
/** Has used up what they may have today. */
let paul: Person
let single: SeenMessage
let grid: SeenMessage
/** Open in Anna's gallery since before the picture was deleted, with all its buttons. */
let stale: SeenMessage
let restarted: Awaited<ReturnType<House['startBot']>>
const tiny = { steps: 1, size: '64x64' }

beforeAll(async () => {
  // Who is given no tier has nothing left from the start.
  house = await openHouse({ FREE_PICTURES_PER_DAY: '0' })
  house.emulator.rateLimits.turn(false)
  ;[anna, ben, paul] = [house.person('anna'), house.person('ben'), house.person('paul')]
  for (const { id } of [anna, ben])
    await saveAssignment(house.database.db, house.server.id, { kind: 'member', subjectId: id, tier: 'pro' })
  const worker = await house.startWorker()
  const bot = await house.startBot()
  const imagine = async (options: { prompt: string; count?: number }) =>
    (await anna.slash(house.channel, 'imagine', { ...tiny, ...options })).reply(isDone, 60_000)
  single = await imagine({ prompt: 'a red dragon' })
  grid = await imagine({ prompt: 'two dragons', count: 2 })
  const gone = await imagine({ prompt: 'gone' })
  await vi.waitUntil(() => settled('gone'), 20_000)
  const gallery = await (await anna.slash(house.channel, 'mygallery', { search: 'gone' })).reply()
  const first = gallery.selects[0]
  const label = first !== undefined && 'options' in first ? (first.options[0]?.label ?? '') : ''
  stale = await (await anna.select(gallery, 'Open a picture…', label)).reply(isDone)
  await pressDelete(anna, gone)
  await bot.close()
  await worker.close()
  await house.startWorker()
  restarted = await house.startBot()
}, 120_000)
afterAll(() => house.close())
// What was pressed in one test is not pressed again in the next one.
beforeEach(() => house.emulator.clock.advance(2000))

async function settled(prompt: string): Promise<boolean> {
  const rows = await house.database
    .sql`select 1 from generations where prompt = ${prompt} and state = 'delivered'`
  return rows.length > 0
}

async function generationsOf(person: Person): Promise<number> {
  const [row] = await house.database
    .sql`select count(*)::int as n from generations where user_id = ${person.id}`
  return Number(row?.['n'])
}

async function pick(person: Person, message: SeenMessage, what: string) {
  return message.buttons.some(({ label }) => label === what)
    ? person.press(message, what)
    : person.select(message, 'More…', what)
}

const painting = [
  ['single', 'Reroll'],
  ['single', 'Same seed'],
  ['single', 'Upscale'],
  ['single', 'Vary'],
  ['single', 'Vary strongly'],
  ['single', 'Upscale 1.5×'],
  ['single', 'Upscale 3×'],
  ['single', 'Upscale 4×'],
  ['grid', 'Reroll'],
  ['grid', 'Same seed'],
  ['grid', 'V2'],
] as const
const message = (of: 'single' | 'grid') => (of === 'single' ? single : grid)

/**
 * Presses twice at the same moment. Both are acknowledged; usually the repetition in silence, on a machine that is too slow to know
 * in time with a private word. @returns the message that the other one led to
 */
async function twice(
  press: () => ReturnType<Person['press']>,
  led: (message: SeenMessage) => boolean,
): Promise<SeenMessage> {
  const presses = await Promise.all([press(), press()])
  expect(presses.filter(({ acknowledgement }) => acknowledgement === undefined)).toEqual([])
  const heard = presses.filter(({ acknowledgement }) => acknowledgement?.kind !== 'deferred update')
  const found = await Promise.any(heard.map((one) => one.reply(led, 60_000)))
  expect(presses.flatMap((one) => one.messages()).filter(led)).toHaveLength(1)
  return found
}

test.each(painting)(
  'under a %s: %s, twice at once by another person after a restart, is one picture at their quota',
  async (of, what) => {
    const before = await generationsOf(ben)
    const done = await twice(() => pick(ben, message(of), what), isDone)
    expect(done.ephemeral).toBe(false)
    expect(done.content).toContain(message(of).id)
    expect(await generationsOf(ben)).toBe(before + 1)
  },
)

test.each(painting)('under a %s: %s, by who has no pictures left, is refused privately', async (of, what) => {
  const refusal = await (await pick(paul, message(of), what)).reply()
  expect(refusal).toMatchObject({ ephemeral: true, content: expect.stringContaining('of your 0 pictures') })
  expect(await generationsOf(paul)).toBe(0)
})

test.each(painting.filter(([of]) => of === 'single'))(
  'a picture that its person deleted: under a %s left over in a gallery, %s says so',
  async (_, what) => {
    const refusal = await (await pick(anna, stale, what)).reply(({ id }) => id !== stale.id)
    expect(refusal).toMatchObject({ ephemeral: true, content: expect.stringContaining('not in my records') })
  },
)

test.each(['Edit', 'Favourite', 'Delete', 'Use as start image', 'Settings as text'])(
  'a picture that its person deleted: %s says so, too',
  async (what) => {
    const refusal = await (await pick(anna, stale, what)).reply(({ id }) => id !== stale.id)
    expect(refusal).toMatchObject({ ephemeral: true, content: expect.stringContaining('not in my records') })
  },
)

test('U1, twice at once by another person after a restart, costs nothing, and is one message that leads to the grid', async () => {
  const before = await generationsOf(paul)
  const posted = await twice(() => paul.press(grid, 'U1'), isDone)
  expect(posted).toMatchObject({ ephemeral: false, content: expect.stringContaining('Picture 1 of https') })
  expect(posted.content).toContain(grid.id)
  expect(await generationsOf(paul)).toBe(before)
})

test('U of pictures that were painted for their person alone shows one to them alone', async () => {
  await house.database.sql`update generations set private = true where message_id = ${grid.id}`
  const picked = await (await anna.press(grid, 'U2')).reply(isDone)
  expect(picked.ephemeral).toBe(true)
  expect(picked.images).toHaveLength(1)
  await house.database.sql`update generations set private = false where message_id = ${grid.id}`
})

test('Favourite, twice at once, is one favourite; later it is none', async () => {
  const press = async () => {
    const isTold = ({ content }: SeenMessage) => content.includes('favourites')
    const told = await twice(() => paul.press(single, 'Favourite'), isTold)
    expect(told.ephemeral).toBe(true)
    const [row] = await house.database
      .sql`select count(*)::int as n from favourites where user_id = ${paul.id}`
    return Number(row?.['n'])
  }
  expect(await press()).toBe(1)
  house.emulator.clock.advance(2000)
  expect(await press()).toBe(0)
})

test.each([
  ['Edit', 'a red dragon'],
  ['Use as start image', 'a red dragon'],
])(
  '%s opens for anybody, after a slip again; who has no pictures left is refused when it is sent',
  async (what, holds) => {
    const opened = await pick(paul, single, what)
    expect(JSON.stringify(opened.modal)).toContain(holds)
    const again = await pick(paul, single, what)
    const refusal = await (await paul.submitModal(again, { prompt: 'a blue whale' })).reply()
    expect(refusal).toMatchObject({ ephemeral: true, content: expect.stringContaining('of your 0 pictures') })
  },
)

test('Edit and Use as start image, by another person after a restart, paint what was written', async () => {
  for (const what of ['Edit', 'Use as start image']) {
    const done = await (
      await ben.submitModal(await pick(ben, single, what), { prompt: 'a blue whale' })
    ).reply(isDone, 60_000)
    expect(done.embeds[0]?.description).toBe('a blue whale')
  }
})

test('Settings as text, for anybody', async () => {
  const told = await (await pick(paul, single, 'Settings as text')).reply()
  expect(told).toMatchObject({ ephemeral: true, content: expect.stringContaining('a red dragon\n') })
})

const rest = () => new REST(restOptions(house.config)).setToken(house.config.discord.token ?? '')
const button = (custom_id: string) => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  label: custom_id.slice(0, 40),
  custom_id,
})
/** A message with components that this version never made. */
async function post(...rows: object[][]): Promise<SeenMessage> {
  const components = rows.map((row) => ({ type: ComponentType.ActionRow, components: row }))
  const body = { content: 'forged', components }
  // The emulated Discord answers with a message.
  const { id } = (await rest().post(Routes.channelMessages(house.channel.id), { body })) as { id: string }
  return anna.sees(house.channel, (message) => message.id === id)
}
const about = (id: () => string, ...actions: Parameters<typeof customId>[0][]) =>
  actions.map((action) => button(customId(action, id())))
/** Every button that is about a picture. */
const aboutPictures = (id: () => string) => [
  about(id, 'reroll', 'same_seed', 'upscale', 'vary', 'edit'),
  about(id, 'favourite', 'delete', 'delete_all', 'pick', 'vary_grid'),
  about(id, 'reroll_all', 'same_seed_all', 'edit_all'),
]

async function expectRefusals(forged: SeenMessage, expected: (index: number) => string): Promise<void> {
  for (const [index, { customId: pressed = '' }] of forged.buttons.entries()) {
    const { ephemeral, content } = await (await anna.press(forged, pressed)).reply()
    const told = { pressed, ephemeral, content }
    expect(told).toEqual({ pressed, ephemeral: true, content: expect.stringContaining(expected(index)) })
  }
}

test('a picture that its person deleted: every button that was ever under it says so', async () => {
  const gone = stale.buttons[0]?.customId?.split(':')[2] ?? ''
  await expectRefusals(await post(...aboutPictures(() => gone)), () => 'not in my records')
})

test('forged, and from another version: every button and menu refuses what it does not know, privately', async () => {
  const forged = [
    about(randomUUID, 'gallery_page', 'gallery_export', 'gallery_erase', 'erase', 'cancel'),
    ['reroll', 'dw0:reroll:x', 'dw1:reroll:1', `dw1:burn:${randomUUID()}`, 'dw1:reroll:’;--'].map(button),
  ]
  await expectRefusals(await post(...aboutPictures(randomUUID), ...forged), (index) => {
    if (index < 13 || index === 17) return 'not in my records'
    return index < 17 ? 'too old' : 'not one I know'
  })
  const menu = (custom_id: string, value: string) => [
    { type: ComponentType.StringSelect, custom_id, options: [{ label: 'x', value }] },
  ]
  const { id: viewId } = await galleryView()
  const forgedMenus = await post(
    menu(customId('more', randomUUID()), 'vary_strong'),
    menu(customId('gallery_open', viewId), '’;--'),
    menu(customId('more', randomUUID()), 'burn'),
    menu(customId('gallery_open', randomUUID()), randomUUID()),
    menu(customId('gallery_place', randomUUID()), randomUUID()),
  )
  const contents = ['not in my records', 'not in my records', 'not one I know', 'too old', 'too old']
  for (const [index, content] of contents.entries()) {
    const { custom_id = '' } = forgedMenus.selects[index] ?? {}
    const refusal = await (await anna.select(forgedMenus, custom_id, 'x')).reply()
    expect(refusal).toMatchObject({ ephemeral: true, content: expect.stringContaining(content) })
  }
})

async function galleryView(): Promise<{ id: string }> {
  await (await anna.slash(house.channel, 'mygallery')).reply()
  const [row] = await house.database.sql`
    select id from gallery_views where user_id = ${anna.id} order by created_at desc limit 1`
  return { id: String(row?.['id']) }
}

test('Remix of another person’s picture, of one that was picked, too', async () => {
  const picked = await (await ben.press(grid, 'U2')).reply(isDone)
  // A copy is seen a moment before it is written down which picture it shows.
  await expect
    .poll(() => house.database.sql`select 1 from picture_copies where message_id = ${picked.id}`)
    .toHaveLength(1)
  for (const [shown, words] of [
    [single, 'a red dragon'],
    [picked, 'two dragons'],
  ] as const) {
    const opened = await ben.messageCommand(shown, 'Remix')
    expect(JSON.stringify(opened.modal)).toContain(words)
    expect((await (await ben.messageCommand(shown, 'Image info')).reply()).content).toContain(words)
  }
  const opened = await ben.messageCommand(picked, 'Remix')
  const done = await (await ben.submitModal(opened, { prompt: 'remixed' })).reply(isDone, 60_000)
  const rows = await house.database.sql`select user_id from generations where prompt = 'remixed'`
  expect(rows).toEqual([{ user_id: ben.id }])
  expect(done.content).toContain(grid.id)
})

test('Cancel of a picture that is finished says so', async () => {
  const [row] = await house.database.sql`select id from generations where message_id = ${single.id}`
  const finished = await post(about(() => String(row?.['id']), 'cancel'))
  const refusal = await (await anna.press(finished, finished.buttons[0]?.customId ?? '')).reply()
  expect(refusal).toMatchObject({ ephemeral: true, content: expect.stringContaining('finished already') })
})

test('Cancel, twice at once after another restart: nobody else may, and it ends once', async () => {
  const asked = await anna.slash(house.channel, 'imagine', { prompt: 'never', steps: 100, size: '256x256' })
  const waiting = await asked.reply(({ buttons }) => buttons.some(({ label }) => label === 'Cancel'))
  await restarted.close()
  restarted = await house.startBot()
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

test('a database that stalls: both presses are acknowledged in time, and one picture is painted', async () => {
  const before = await generationsOf(ben)
  const presses = await house.database.sql.begin(async (tx) => {
    await tx`lock table presses in access exclusive mode`
    return Promise.all([ben.press(single, 'Reroll'), ben.press(single, 'Reroll')])
  })
  expect(presses.map(({ acknowledgement }) => acknowledgement?.kind)).toEqual(['deferred', 'deferred'])
  const said = await ben.sees(house.channel, ({ content }) => content.includes('twice in a row'))
  expect(said.ephemeral).toBe(true)
  await Promise.any(presses.map((press) => press.reply(isDone, 60_000)))
  expect(await generationsOf(ben)).toBe(before + 1)
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
