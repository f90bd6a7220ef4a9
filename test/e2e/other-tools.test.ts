import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { encodePng } from '#store/png/encode-png.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person, pixels, type SeenMessage, settingsUnder } from '#test/support/seen.ts'
import { pngWith } from '#test/support/tagged-pictures.ts'

let house: House
let anna: Person
let single: SeenMessage
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '1000', MAX_PIXELS: String(128 * 128) })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
  // The worker has told of its model.
  const options = { prompt: 'a red dragon', negative_prompt: 'fog', steps: 2, size: '64x64', seed: 42 }
  single = await (await anna.slash(house.channel, 'imagine', options)).reply(isDone, 60_000)
})
afterAll(() => house.close())
// What one test presses is no repetition of what the one before it pressed.
beforeEach(() => house.emulator.clock.advance(2000))

const post = async (texts: Record<string, string>) =>
  anna.send(house.channel, 'look', [{ name: 'theirs.png', data: await pngWith(texts) }])

test('Image info and Remix, from the context menu of any message', async () => {
  const info = await (await anna.messageCommand(single, 'Image info')).reply()
  expect(info.ephemeral).toBe(true)
  expect(info.content).toContain('a red dragon\nNegative prompt: fog\nSteps: 2')
  const opened = await anna.messageCommand(single, 'Remix')
  const remixed = await (await anna.submitModal(opened, { prompt: 'a green dragon' })).reply(isDone, 60_000)
  expect(remixed.embeds[0]?.description).toBe('a green dragon')

  const { png } = await pixels(anna, single)
  const foreign = await anna.send(house.channel, 'look', [{ name: 'mine.png', data: png }])
  expect((await (await anna.messageCommand(foreign, 'Image info')).reply()).content).toContain('Seed: 42')
  const words = await anna.send(house.channel, 'only words')
  expect((await (await anna.messageCommand(words, 'Image info')).reply()).content).toContain('no picture')
  expect((await (await anna.messageCommand(words, 'Remix')).reply()).content).toContain('no picture')
})

test('settings that are too long for a message, or would end its block, come whole as a file', async () => {
  for (const prompt of ['a dragon '.repeat(220).trim(), 'a ```dragon```']) {
    const options = { prompt, negative_prompt: 'fog', steps: 1, size: '64x64', seed: 7 }
    const done = await (await anna.slash(house.channel, 'imagine', options)).reply(isDone, 60_000)
    for (const told of [
      await (await anna.select(done, 'More…', 'Settings as text')).reply(),
      await (await anna.messageCommand(done, 'Image info')).reply(),
    ]) {
      expect(told.ephemeral).toBe(true)
      const text = (await anna.download(told.attachments[0]?.url ?? '')).toString()
      expect(text).toMatch(/^a [^]*dragon[^]*\nNegative prompt: fog\nSteps: 1,.* Seed: 7, Size: 64x64/)
    }
  }
})

test('Image info looks through all pictures of a message, and says what it cannot look into', async () => {
  const { png } = await pixels(anna, single)
  const bare = { name: 'bare.png', data: await sharp(png).png().toBuffer() }
  const jpeg = { name: 'photo.jpg', data: await sharp(png).jpeg().toBuffer() }
  const huge = { name: 'huge.png', data: Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]) }
  const words = { name: 'words.txt', data: Buffer.from('hello') }
  for (const [files, said] of [
    [[words, bare, { name: 'ours.png', data: png }], 'Seed: 42'],
    [[huge, { name: 'ours.png', data: png }], 'Seed: 42'],
    [[bare, jpeg], 'carries no settings'],
    [[words], 'no picture'],
    [[huge], 'larger than 10 MiB'],
  ] as const) {
    const message = await anna.send(house.channel, 'look', [...files])
    const info = await (await anna.messageCommand(message, 'Image info')).reply()
    expect(info).toMatchObject({ ephemeral: true, content: expect.stringContaining(said) })
  }
})

test('Remix of another tool’s picture paints what its PNG tells, and what suits the model where it tells nothing', async () => {
  const { data } = await pixels(anna, single)
  const text =
    'a castle, (evening:1.2)\nNegative prompt: fog\n' +
    'Steps: 3, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 4.5, Seed: 99999999999, Size: 96x64, Model: elsewhere, VAE: some'
  const png = await encodePng({ width: 64, height: 64, data }, { parametersText: text })
  const message = await anna.send(house.channel, 'look', [{ name: 'theirs.png', data: png }])
  const opened = await anna.messageCommand(message, 'Remix')
  expect(JSON.stringify(opened.modal)).toContain('a castle, (evening:1.2)')
  const done = await (await anna.submitModal(opened, { seed: '7' })).reply(isDone, 60_000)
  expect(done.embeds[0]?.footer?.text).toBe(
    '96×64 · 3 steps · guidance 4.5 · seed 7 · DPM++ 2M Karras · model\nwithout fog',
  )
  await house.database.sql`update drafts set created_at = now() - interval '61 minutes'`
  const late = await (await anna.submitModal(opened, {})).reply()
  expect(late).toMatchObject({ ephemeral: true, content: expect.stringContaining('too old') })
  const bare = { name: 'bare.png', data: await sharp(png).png().toBuffer() }
  const without = await anna.send(house.channel, 'look', [bare])
  expect((await (await anna.messageCommand(without, 'Remix')).reply()).content).toContain('no settings')
})

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
