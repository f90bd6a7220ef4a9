import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { saveAssignment } from '#db/tier-assignments.ts'
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
  await house.startBot()
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
