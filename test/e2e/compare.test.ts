import { randomUUID } from 'node:crypto'
import { REST } from '@discordjs/rest'
import { ComponentType, Routes } from 'discord-api-types/v10'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { restOptions } from '#delivery/rest-options.ts'
import { customId } from '#messages/custom-id.ts'
import { readPngParameters } from '#store/png/encode-png.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, pressDelete, type Person, type SeenMessage, settingsUnder } from '#test/support/seen.ts'

let house: House
let anna: Person
let question: SeenMessage
let reservedBefore: number
let sheet: SeenMessage
const prompt = 'a red dragon'
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '100' })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
  question = await compare(anna, {
    axes: 'schedulers × steps',
    schedulers: 'euler_a, DPM++ 2M Karras',
    steps: '2, 3, 1',
    guidance: '5',
    negative_prompt: 'fog',
    seed: 42,
  })
  reservedBefore = (await rows()).length
  await anna.press(question, 'Paint 6 pictures')
  sheet = await anna.sees(house.channel, isDone, 60_000)
})
afterAll(() => house.close())

const compare = async (person: Person, options: Record<string, string | number>) =>
  (await person.slash(house.channel, 'compare', { prompt, size: '64x64', ...options })).reply()

async function rows() {
  return house.database.sql<{ cost: number; count: number; held: string; pictures: number }[]>`
    select cost, count, h.state as held, pictures from generations g join quota_holds h on generation_id = g.id
    order by g.created_at`
}

async function pictureOf(message: SeenMessage) {
  const png = await anna.download(message.images[0]?.url ?? '')
  return { png, pixels: await sharp(png).removeAlpha().raw().toBuffer() }
}

test('asked first: what it would be and what it costs; nothing is reserved before the yes', () => {
  expect(question.ephemeral).toBe(true)
  expect(question.embeds[0]?.description).toContain('**6 pictures**')
  expect(question.embeds[0]?.description).toContain('Rows: Euler a, DPM')
  expect(question.embeds[0]?.description).toContain('Columns: 2 steps, 3 steps, 1 step')
  expect(reservedBefore).toBe(0)
})

test('one public message: the labelled sheet, its words, and what a sheet can do', async () => {
  expect(sheet.ephemeral).toBe(false)
  expect(sheet.content).toContain(`For <@${anna.id}>`)
  expect(sheet.images[0]?.alt).toBe(
    'A sheet of 6 generated pictures. Rows: Euler a, DPM++ 2M Karras. Columns: 2 steps, 3 steps, 1 step. Each of: a red dragon',
  )
  expect(settingsUnder(sheet)).toEqual(expect.arrayContaining(['2, 3, 1 steps', 'guidance 5']))
  expect(sheet.buttons.map(({ label }) => label)).toEqual(['Reroll', 'Delete'])
  const [menu] = sheet.selects
  expect(menu !== undefined && 'options' in menu ? menu.options.map(({ label }) => label) : []).toEqual([
    'Euler a · 2 steps',
    'Euler a · 3 steps',
    'Euler a · 1 step',
    'DPM++ 2M Karras · 2 steps',
    'DPM++ 2M Karras · 3 steps',
    'DPM++ 2M Karras · 1 step',
  ])
  // Two rows a picture, 8 × 8 latents, 2 × (2 + 3 + 1) steps.
  const cost = (2 * 64 * 12) / 1e6
  await expect.poll(rows).toMatchObject([{ cost, count: 6, held: 'COMMITTED', pictures: 6 }])
  const { width, height } = await sharp((await pictureOf(sheet)).png).metadata()
  expect(width).toBeGreaterThan(3 * 160)
  expect(height).toBeGreaterThan(2 * 160)
})

test('a cell opens in full with its own settings and buttons; Same seed paints exactly that one again', async () => {
  const before = await rows()
  const opened = await (
    await anna.select(sheet, 'Open a cell…', 'DPM++ 2M Karras · 3 steps')
  ).reply(isDone, 20_000)
  expect(opened.ephemeral).toBe(false)
  expect(opened.content).toContain('DPM++ 2M Karras · 3 steps')
  expect(opened.content).toContain(sheet.id)
  const cell = await pictureOf(opened)
  const parameters = readPngParameters(cell.png)
  expect(parameters).toContain('Steps: 3, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 5, Seed: 42')
  expect(await rows()).toEqual(before)

  const same = await (await anna.press(opened, 'Same seed')).reply(isDone, 30_000)
  expect(same.content).toContain('identical picture')
  expect((await pictureOf(same)).pixels.equals(cell.pixels)).toBe(true)
  const [menu] = same.selects
  expect(menu).toMatchObject({ placeholder: 'More…' })

  const alone = await anna.slash(house.channel, 'imagine', {
    prompt,
    size: '64x64',
    steps: 3,
    seed: 42,
    guidance: 5,
    negative_prompt: 'fog',
    scheduler: 'dpmpp_2m_karras',
  })
  expect((await pictureOf(await alone.reply(isDone, 30_000))).pixels.equals(cell.pixels)).toBe(true)
  const rerolled = await (await anna.press(opened, 'Reroll')).reply(isDone, 30_000)
  expect(settingsUnder(rerolled)).toContain('3 steps')
})

test('Reroll asks first, then paints the same axes from another seed', async () => {
  const asked = await (await anna.press(sheet, 'Reroll')).reply(({ ephemeral }) => ephemeral)
  expect(asked.embeds[0]?.description).toContain('**6 pictures**')
  await anna.press(asked, 'Paint 6 pictures')
  const again = await anna.sees(
    house.channel,
    ({ content, selects }) =>
      content.includes('Rerolled') && selects.some(({ placeholder }) => placeholder === 'Open a cell…'),
    60_000,
  )
  expect(again.images[0]?.alt).toBe(sheet.images[0]?.alt)
  const seed = settingsUnder(again).find((part) => part.startsWith('seed'))
  expect(seed).toMatch(/^seed \d+$/)
  expect(seed).not.toBe('seed 42')
})

test('a deleted cell leaves the sheet and its menu; what is no cell is refused', async () => {
  const label = 'Euler a · 1 step'
  const opened = await (await anna.select(sheet, 'Open a cell…', label)).reply(isDone, 20_000)
  const before = await pictureOf(sheet)
  await pressDelete(anna, opened)
  const labels = ({ selects: [open] }: SeenMessage) =>
    open !== undefined && 'options' in open ? open.options.map((option) => option.label) : []
  const now = await anna.sees(
    house.channel,
    (message) => message.id === sheet.id && isDone(message) && !labels(message).includes(label),
    20_000,
  )
  expect(labels(now)).toHaveLength(5)
  expect((await pictureOf(now)).png.equals(before.png)).toBe(false)

  const other = await anna.slash(house.channel, 'imagine', { prompt: 'elsewhere', steps: 1, size: '64x64' })
  const elsewhere = idOf((await other.reply(isDone, 30_000)).buttons[0]?.customId)
  const first = idOf(sheet.selects[0]?.custom_id)
  const deleted = idOf(opened.buttons[0]?.customId)
  for (const [about, picked, word] of [
    [first, elsewhere, 'not one I know'],
    [first, deleted, 'cleared away'],
    [first, randomUUID(), 'not in my records'],
    [elsewhere, first, 'not one I know'],
  ] as const) {
    const refused = await (await anna.select(await forged(about, picked), 'forged', 'x')).reply()
    expect(refused).toMatchObject({ ephemeral: true, content: expect.stringContaining(word) })
  }
})

const idOf = (id = '') => id.split(':')[2] ?? ''

/** A message with a menu that this version never made. */
async function forged(about: string, picked: string): Promise<SeenMessage> {
  const rest = new REST(restOptions(house.config)).setToken(house.config.discord.token ?? '')
  const menu = {
    type: ComponentType.StringSelect,
    custom_id: customId('open_cell', about),
    placeholder: 'forged',
    options: [{ label: 'x', value: picked }],
  }
  const components = [{ type: ComponentType.ActionRow, components: [menu] }]
  // The emulated Discord answers with a message.
  const { id } = (await rest.post(Routes.channelMessages(house.channel.id), {
    body: { content: 'forged', components },
  })) as { id: string }
  return anna.sees(house.channel, (message) => message.id === id)
}

test('guidance × seeds, with what is usual where nothing is given', async () => {
  const ben = house.person('ben')
  const asked = await compare(ben, { axes: 'guidance × seeds', seed: 7, steps: '1', guidance: '1; 2,5' })
  expect(asked.embeds[0]?.description).toContain('Rows: guidance 1, guidance 2.5')
  expect(asked.embeds[0]?.description).toContain('Columns: seed 7, seed 8')
  await ben.press(asked, 'Paint 4 pictures')
  const done = await ben.sees(
    house.channel,
    (message) => isDone(message) && message.content.includes(ben.id),
    60_000,
  )
  expect(done.images[0]?.alt).toContain('Rows: guidance 1, guidance 2.5. Columns: seed 7, seed 8.')
  expect((await compare(ben, { axes: 'schedulers × steps' })).buttons[0]?.label).toBe('Paint 4 pictures')
})

test('Cancel ends all cells, and nothing is paid', async () => {
  const cleo = house.person('cleo')
  const asked = await compare(cleo, { axes: 'guidance × seeds', steps: '100', size: '128x128' })
  await cleo.press(asked, asked.buttons[0]?.label ?? '')
  const mine = ({ content }: SeenMessage) => content.includes(cleo.id)
  const painting = await cleo.sees(
    house.channel,
    (it) => mine(it) && /step \d+ of 600/.test(it.content),
    30_000,
  )
  await cleo.press(painting, 'Cancel')
  await cleo.sees(
    house.channel,
    ({ id, content }) => id === painting.id && content.includes('Cancelled'),
    30_000,
  )
  await expect.poll(async () => (await rows()).at(-1)).toMatchObject({ held: 'RELEASED', pictures: 0 })
})

test('what makes no sense is refused with a word, before anything is asked', async () => {
  const dora = house.person('dora')
  const axes = 'schedulers × steps'
  for (const [options, word] of [
    [{ axes, schedulers: 'euler, magic' }, '“magic” is not a scheduler'],
    [{ axes, steps: '8, 8' }, 'there twice'],
    [{ axes, steps: '1,2,3,4,5' }, 'at most 4 values'],
    [{ axes, guidance: '3, 5' }, 'no axis of this comparison'],
    [{ axes, schedulers: 'ddim', steps: '8' }, 'a single picture'],
    [{ axes, steps: '8, 1000' }, 'at most 100 steps'],
    [{ axes, prompt: 'a {red, blue} dragon' }, 'one prompt'],
  ] as const) {
    const refused = await compare(dora, options)
    expect(refused).toMatchObject({ ephemeral: true, buttons: [] })
    expect(refused.content).toContain(word)
  }
})

test('schedulers are offered one after the other, as a list', async () => {
  const offered = await anna.autocomplete(house.channel, 'compare', 'schedulers', 'euler_a, dpm++ 2m k', {
    prompt,
    axes: 'schedulers × steps',
  })
  expect(offered.map(({ name }) => name)).toEqual(['euler_a, DPM++ 2M Karras'])
  const steps = await anna.autocomplete(house.channel, 'compare', 'steps', '', {
    prompt,
    axes: 'schedulers × steps',
  })
  expect(steps.length).toBeGreaterThan(0)
})
