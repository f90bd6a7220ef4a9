import { PermissionFlagsBits } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsShare } from '#core/speeds.ts'
import { readPngParameters } from '#store/png/encode-png.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person, type SeenMessage } from '#test/support/seen.ts'

let house: House
let anna: Person
let admin: Person
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '100', SPEED: 'draft' })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
  admin = house.emulator.person({
    username: 'admin',
    guilds: [house.server],
    permissions: PermissionFlagsBits.ManageGuild,
  })
})
afterAll(() => house.close())

const steps = 16
async function paint(options: Record<string, unknown> = {}) {
  const asked = await anna.slash(house.channel, 'imagine', {
    prompt: 'a red dragon',
    size: '64x64',
    steps,
    guidance: 5,
    seed: 7,
    ...options,
  })
  return asked.reply(isDone, 60_000)
}
const footerOf = (seen: SeenMessage) => seen.embeds[0]?.footer?.text ?? ''
const speedOf = (seen: SeenMessage) => /· (Fast|Draft) \(\d+ of 32 runs\) ·/.exec(footerOf(seen))?.[1]
const settingsOf = async (seen: SeenMessage) =>
  readPngParameters(await anna.download(seen.images[0]?.url ?? expect.fail('no picture'))) ?? ''
const lastRow = async () => {
  const [row] = await house.database.sql<{ speed: string; cost: number }[]>`
    select speed, cost from generations order by created_at desc limit 1`
  return row
}
const change = async (command: string, options: Record<string, string | number>) =>
  (await admin.slash(house.channel, command, options)).reply()

test('the installation’s, a tier’s, the server’s, a flag’s and an option’s speed: the last of them that is there counts', async () => {
  expect(speedOf(await paint())).toBe('Draft')

  await change('tier define', { name: 'calm', pictures_per_day: 200, speed: 'exact' })
  await change('settings tier', { tier: 'calm' })
  expect((await change('tier list', {})).embeds[0]?.description).toContain('Exact unless something else')
  // An exact picture does not say so.
  expect(speedOf(await paint())).toBeUndefined()
  expect(await lastRow()).toMatchObject({ speed: 'exact', cost: (2 * 8 * 8 * steps) / 1e6 })

  const changed = await change('settings defaults', { speed: 'fast' })
  expect(changed.embeds[0]?.fields).toContainEqual(
    expect.objectContaining({ name: 'Default speed', value: expect.stringContaining('Fast') }),
  )
  expect(speedOf(await paint())).toBe('Fast')
  expect(speedOf(await paint({ prompt: 'a red dragon --draft' }))).toBe('Draft')
  expect(speedOf(await paint({ prompt: 'a red dragon --speed draft', speed: 'fast' }))).toBe('Fast')
})

test('it is in the row, in the picture’s file and in what is asked again; the fair order counts the rows that were run', async () => {
  const fast = await paint({ speed: 'fast' })
  const [, run = '0'] = /Fast \((\d+) of 32 runs\)/.exec(footerOf(fast)) ?? []
  expect(Number(run) / 32).toBeCloseTo(rowsShare('fast', steps), 1)
  expect(await lastRow()).toEqual({ speed: 'fast', cost: expect.closeTo((Number(run) * 8 * 8) / 1e6, 9) })
  expect(await settingsOf(fast)).toContain(`Speed: fast, UNet runs: ${run} of 32`)

  const same = await (await anna.press(fast, 'Same seed')).reply(isDone, 60_000)
  expect(same.content).toContain('identical')
  expect(speedOf(same)).toBe('Fast')
  const kin = async (button: string) => (await anna.press(fast, button)).reply(isDone, 60_000)
  expect([speedOf(await kin('Reroll')), speedOf(await kin('Vary'))]).toEqual(['Fast', 'Fast'])
  const exact = await settingsOf(await paint({ speed: 'exact' }))
  expect(exact).not.toContain('Speed')
  expect(exact).not.toContain('UNet runs')
})

test('a preset has a speed of its own, and a grid tells the runs of all its pictures', async () => {
  await anna.slash(house.channel, 'preset save', { name: 'rough', style: 'ink', speed: 'draft' })
  const list = await (await anna.slash(house.channel, 'preset list', {})).reply()
  expect(JSON.stringify(list.embeds)).toContain('**rough** (Draft): ink')
  expect(speedOf(await paint({ preset: 'rough' }))).toBe('Draft')
  expect(speedOf(await paint({ preset: 'rough', speed: 'fast' }))).toBe('Fast')
  expect(footerOf(await paint({ speed: 'fast', count: 2 }))).toMatch(/Fast \(\d+ of 64 runs\)/)
})

test('/compare has them as an axis, and one of them for all cells', async () => {
  const compare = async (prompt: string, options: Record<string, string | number>) => {
    const question = await (
      await anna.slash(house.channel, 'compare', {
        prompt,
        size: '64x64',
        steps: '2',
        ...options,
      })
    ).reply()
    await anna.press(question, 'Paint 2 pictures')
    return anna.sees(house.channel, ({ embeds }) => embeds[0]?.description === prompt, 60_000)
  }
  await compare('a boat', { axes: 'speeds × seeds', speeds: 'Exact, draft', seeds: '7' })
  const [sheet] = await house.database.sql<{ comparison: { cells: { speed: string }[] } }[]>`
    select comparison from generations where comparison is not null`
  expect(sheet?.comparison.cells.map(({ speed }) => speed)).toEqual(['exact', 'draft'])

  await compare('a castle', { axes: 'guidance × seeds', guidance: '1, 3', seeds: '7', speed: 'draft' })
  expect(await lastRow()).toMatchObject({ speed: 'draft' })
})

test('/help says what each of them means', async () => {
  const help = await (await anna.slash(house.channel, 'help', {})).reply()
  const said = help.embeds[0]?.fields?.find(({ name }) => name === 'How fast it is painted')?.value
  expect(said).toContain('`speed: Fast` leaves out steps')
})
