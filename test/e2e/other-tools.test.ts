import { afterAll, beforeAll, expect, test } from 'vitest'
import { pngWith } from '#test/support/tagged-pictures.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person, settingsUnder } from '#test/support/seen.ts'

let house: House
let anna: Person
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '1000', MAX_PIXELS: String(128 * 128) })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
  // The worker has told of its model.
  await (
    await anna.slash(house.channel, 'imagine', { prompt: 'a dragon', steps: 1, size: '64x64' })
  ).reply(isDone, 60_000)
})
afterAll(() => house.close())

const post = async (texts: Record<string, string>) =>
  anna.send(house.channel, 'look', [{ name: 'theirs.png', data: await pngWith(texts) }])

test('another tool’s JSON is told as A1111 would write it, and painted', async () => {
  const message = await post({
    parameters:
      '{"sui_image_params":{"prompt":"a snail","negativeprompt":"fog","seed":7,"steps":2,"cfgscale":4,"width":96,"height":64}}',
  })
  const info = await (await anna.messageCommand(message, 'Image info')).reply()
  expect(info.content).toContain('SwarmUI')
  expect(info.content).toContain(
    'a snail\nNegative prompt: fog\nSteps: 2, CFG scale: 4, Seed: 7, Size: 96x64',
  )
  const opened = await anna.messageCommand(message, 'Remix')
  const done = await (await anna.submitModal(opened, {})).reply(isDone, 60_000)
  expect(done.embeds[0]?.description).toBe('a snail')
  expect(settingsUnder(done)).toEqual(
    expect.arrayContaining(['96×64', '2 steps', 'guidance 4', 'seed 7', 'without fog']),
  )
})

test('what is too much here is brought into its limits and said, and the form can be sent as it opened', async () => {
  const prompt = 'a red fox, '.repeat(219).trim()
  const message = await post({
    parameters: `${prompt}\nSteps: 2, Sampler: DPM2 a Karras, CFG scale: 6, Seed: 1102676403634909, Size: 1024x1536\nTemplate: a {red|blue} fox`,
  })
  const opened = await anna.messageCommand(message, 'Remix')
  const form = JSON.stringify(opened.modal)
  expect(form).toContain('Size 96×144: 1024×1536 is larger than you may have here.')
  expect(form).toContain('DPM2 a comes nearest to DPM2 a Karras.')
  expect(form).toContain('1102676403634909 is 3679929053 here')
  const done = await (await anna.submitModal(opened, {})).reply(isDone, 60_000)
  expect(settingsUnder(done)).toEqual(expect.arrayContaining(['96×144', 'seed 3679929053', 'DPM2 a']))
  const [row] = await house.database.sql`select prompt from generations where message_id = ${done.id}`
  expect(row?.['prompt']).toBe(prompt)
})

test('settings that can’t be read are told apart from none, by the tool’s name', async () => {
  const message = await post({ prompt: '{"1": {"class_type": "Magic", "inputs": {}}}' })
  for (const command of ['Image info', 'Remix']) {
    const told = await (await anna.messageCommand(message, command)).reply()
    expect(told).toMatchObject({ ephemeral: true, content: expect.stringContaining('ComfyUI') })
    expect(told.content).not.toContain('no settings')
  }
})

test('a size that the model can’t paint is refused before it is queued, with the nearest', async () => {
  const before = await house.database.sql`select count(*)::int as rows from generations`
  const told = await (
    await anna.slash(house.channel, 'imagine', { prompt: 'a dragon', size: '1000x1000' })
  ).reply()
  expect(told.ephemeral).toBe(true)
  expect(told.content).toContain('multiples of 16, not 1000x1000. The nearest is 128x128')
  expect(await house.database.sql`select count(*)::int as rows from generations`).toEqual(before)
})
