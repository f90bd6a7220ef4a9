import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person, type SeenMessage, settingsUnder } from '#test/support/seen.ts'

let house: House
let anna: Person
let single: SeenMessage
let grid: SeenMessage
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '1000' })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
  const small = { steps: 2, size: '64x64', seed: 42 }
  const paint = async (options: { prompt: string; negative_prompt?: string; count?: number }) =>
    (await anna.slash(house.channel, 'imagine', { ...small, ...options })).reply(isDone, 60_000)
  single = await paint({ prompt: 'a red dragon', negative_prompt: 'fog' })
  grid = await paint({ prompt: 'four dragons', count: 4 })
})
afterAll(() => house.close())
// What one test presses is no repetition of what the one before it pressed.
beforeEach(() => house.emulator.clock.advance(2000))

test('Edit opens a form that is filled in, and paints what it says', async () => {
  const opened = await anna.press(single, 'Edit')
  const inputs = JSON.stringify(opened.modal)
  expect(inputs).toContain('a red dragon')
  expect(inputs).toContain('"42"')
  const edited = await (
    await anna.submitModal(opened, { prompt: 'a blue whale', seed: '', guidance: '3,5' })
  ).reply(isDone, 60_000)
  expect(edited.embeds[0]?.description).toBe('a blue whale')
  expect(settingsUnder(edited)).toContain('guidance 3.5')
  const wrong = await (await anna.submitModal(await anna.press(single, 'Edit'), { steps: 'many' })).reply()
  expect(wrong.ephemeral).toBe(true)
  expect(wrong.content).toContain('Steps must be a whole number')
})

test('Edit of a picture that is larger than one may have now paints it smaller, in its proportions, and says so before', async () => {
  await house.database
    .sql`insert into guild_settings (guild_id, most_pixels) values (${house.server.id}, 64 * 96)
    on conflict (guild_id) do update set most_pixels = 64 * 96`
  try {
    await house.database.sql`update generations set width = 128, height = 192 where message_id = ${single.id}`
    const opened = await anna.press(single, 'Edit')
    expect(JSON.stringify(opened.modal)).toContain('Size 64×96: 128×192 is larger than you may have here.')
    const edited = await (await anna.submitModal(opened, { prompt: 'a small dragon' })).reply(isDone, 60_000)
    expect(settingsUnder(edited)).toContain('64×96')
  } finally {
    await house.database.sql`update guild_settings set most_pixels = null`
    await house.database.sql`update generations set width = 64, height = 64 where message_id = ${single.id}`
  }
})

test('a form that is refused opens again as it was written, and can be sent then', async () => {
  const prompt = 'a whale that took long to write'
  for (const [opened, steps] of [
    [await anna.press(single, 'Edit'), '1000'],
    [await anna.messageCommand(grid, 'Remix'), 'many'],
  ] as const) {
    const { title } = opened.modal
    const wrong = await (
      await anna.submitModal(opened, { prompt, steps, negative_prompt: '', guidance: '3,5' })
    ).reply()
    expect(wrong.ephemeral).toBe(true)
    const again = await anna.press(wrong, 'Edit again')
    expect(again.modal.title).toBe(title)
    const form = JSON.stringify(again.modal)
    for (const typed of [prompt, steps, '3,5']) expect(form).toContain(`"value":"${typed}"`)
    const edited = await (await anna.submitModal(again, { steps: '1' })).reply(isDone, 60_000)
    expect(edited.embeds[0]?.description).toBe(prompt)
  }
})

test('what was written is nobody else’s to open', async () => {
  const ben = house.person('ben')
  const wrong = await (
    await anna.submitModal(await anna.press(single, 'Edit'), { prompt: 'mine', steps: 'many' })
  ).reply()
  await house.database.sql`update kept_forms set user_id = ${ben.id}`
  expect((await (await anna.press(wrong, 'Edit again')).reply()).content).toContain('open the form anew')
})

test('Edit and Remix of a grid make a grid, and their form says so; of one picture out of it, one picture', async () => {
  for (const opened of [await anna.press(grid, 'Edit'), await anna.messageCommand(grid, 'Remix')]) {
    expect(opened.modal.title).toBe('Edit and paint 4 pictures')
    const edited = await (
      await anna.submitModal(opened, { prompt: 'four whales', steps: '1' })
    ).reply(isDone, 60_000)
    expect(edited.buttons.map(({ label }) => label)).toContain('U4')
    expect(settingsUnder(edited)).toContain('seed 42')
    expect(edited.content).toBe(
      `For <@${anna.id}>\nEdited from https://discord.com/channels/${house.server.id}/${house.channel.id}/${grid.id}`,
    )
  }
  const picked = await (await anna.press(grid, 'U1')).reply(isDone, 20_000)
  // A copy is seen a moment before it is written down which picture it shows.
  await expect
    .poll(() => house.database.sql`select 1 from picture_copies where message_id = ${picked.id}`)
    .toHaveLength(1)
  const alone = await anna.messageCommand(picked, 'Remix')
  expect(alone.modal.title).toBe('Edit and paint again')
})

test('Use as start image, and Settings as text', async () => {
  const opened = await anna.select(single, 'More…', 'Use as start image')
  const painted = await (
    await anna.submitModal(opened, { prompt: 'a castle', strength: '0.5' })
  ).reply(isDone, 60_000)
  expect(painted.embeds[0]?.description).toBe('a castle')
  const text = await (await anna.select(single, 'More…', 'Settings as text')).reply()
  expect(text.ephemeral).toBe(true)
  expect(text.content).toContain('a red dragon\nNegative prompt: fog\nSteps: 2, Sampler: DPM++ 2M')
})
