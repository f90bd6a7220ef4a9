import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PermissionFlagsBits } from 'discord-api-types/v10'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readPngParameters } from '#store/png/encode-png.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person } from '#test/support/seen.ts'

const fixtures = 'test/fixtures/models-and-loras/loras'
const ink = 'folder-unet-text.safetensors'

let house: House
let anna: Person
let modelsDir: string
beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'models-'))
  await mkdir(join(modelsDir, 'loras'))
  await cp(join(fixtures, ink), join(modelsDir, 'loras', 'ink.safetensors'))
  await cp(join(fixtures, ink), join(modelsDir, 'loras', 'lcm.safetensors'))
  await writeFile(join(modelsDir, 'loras', 'ink.json'), '{"activation text": "brush strokes"}')
  await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
    .png()
    .toFile(join(modelsDir, 'loras', 'ink.preview.png'))
  house = await openHouse({ MODELS_DIR: modelsDir, AGE_RESTRICTED_LORAS: 'gore' })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
})
afterAll(async () => {
  await house.close()
  await rm(modelsDir, { recursive: true })
})

const paint = async (options: Record<string, unknown>, person: Person = anna) => {
  const asked = await person.slash(house.channel, 'imagine', {
    prompt: 'a dragon',
    size: '64x64',
    steps: 2,
    seed: 7,
    ...options,
  })
  return { seen: await asked.reply((message) => isDone(message) || message.ephemeral, 60_000) }
}
type Seen = Awaited<ReturnType<typeof paint>>['seen']
const fileOf = (seen: Seen) => anna.download(seen.images[0]?.url ?? expect.fail('no picture'))

test('a LoRA is offered with its trigger words, painted with, and named in the picture', async () => {
  await vi.waitFor(
    async () =>
      expect(await anna.autocomplete(house.channel, 'imagine', 'lora', 'brush', { prompt: 'x' })).toEqual([
        expect.objectContaining({ name: 'ink · brush strokes', value: 'ink' }),
      ]),
    10_000,
  )
  const [plain, inked] = [(await paint({})).seen, (await paint({ lora: 'Ink', lora_weight: 0.8 })).seen]
  expect(inked.embeds[0]?.description).toContain('ink')
  const [without, withInk] = await Promise.all([fileOf(plain), fileOf(inked)])
  const text = readPngParameters(withInk) ?? ''
  expect(text).toContain('a dragon <lora:ink:0.8>')
  expect(text).toContain('Lora hashes: "ink: a676d12b2ad5"')
  const pixels = async (png: Buffer) => sharp(png).raw().toBuffer()
  expect(await pixels(withInk)).not.toEqual(await pixels(without))

  const typed = (await paint({ prompt: 'a dragon <lora:ink:0.8>' })).seen
  expect(await pixels(await fileOf(typed))).toEqual(await pixels(withInk))
  const again = await anna.press(inked, 'Same seed')
  const repeated = await again.reply((message) => isDone(message), 60_000)
  expect(await pixels(await fileOf(repeated))).toEqual(await pixels(withInk))
})

test('one made for few steps brings its own settings, and says so; what is asked for counts instead', async () => {
  const asked = await anna.slash(house.channel, 'imagine', {
    prompt: 'a <lora:lcm:1> dragon',
    size: '64x64',
    seed: 7,
  })
  await asked.reply(isDone, 60_000)
  const remark = ({ ephemeral, content }: { ephemeral: boolean; content: string }) =>
    ephemeral && content.includes('“lcm” few steps')
  expect((await anna.sees(house.channel, remark)).content).toContain('4 steps, guidance 1, LCM')
  await paint({ prompt: 'a <lora:lcm:1> dragon', steps: 1, guidance: 2, scheduler: 'ddim' })
  expect(
    await house.database
      .sql`select steps, guidance, scheduler from generations order by created_at desc limit 2`,
  ).toEqual([
    { steps: 1, guidance: 2, scheduler: 'ddim' },
    { steps: 4, guidance: 1, scheduler: 'lcm' },
  ])
})

test('names that are not there are said, in an option and in a prompt', async () => {
  const refused = await paint({ lora: 'nothing' })
  expect(refused.seen.content).toContain('There is no LoRA called “nothing”')
  expect((await paint({ lora_weight: 1 })).seen.content).toContain('choose one with `lora`')
  const asked = await anna.slash(house.channel, 'imagine', {
    prompt: 'a dragon <lora:nothing:1>',
    size: '64x64',
    steps: 1,
  })
  await asked.reply(isDone, 60_000)
  await anna.sees(house.channel, ({ ephemeral, content }) => ephemeral && content.includes('no LoRA called'))
})

test('one that is marked paints in age-restricted channels only', async () => {
  const { seen } = await paint({ prompt: 'a dragon <lora:Gore:1>' })
  expect(seen.content).toContain('The LoRA “Gore” paints in age-restricted channels only')
})

test('a file that is put there is offered soon; the list has pages', async () => {
  for (let i = 0; i < 9; i++)
    await cp(join(fixtures, ink), join(modelsDir, 'loras', `style ${i}.safetensors`))
  await vi.waitFor(
    async () =>
      expect(
        await anna.autocomplete(house.channel, 'imagine', 'lora', 'style', { prompt: 'x' }),
      ).toHaveLength(9),
    10_000,
  )
  const list = await (await anna.slash(house.channel, 'lora list')).reply()
  expect(list.ephemeral).toBe(true)
  expect(list.embeds[0]?.description).toMatch(/1\\\. \*\*ink\*\* · trigger words: brush strokes/)
  const models = await (await anna.slash(house.channel, 'model list')).reply()
  expect(models.embeds[0]?.description).toMatch(/1\\\. \*\*model\*\* · 128×128 · \d+ steps · guidance/)
  expect(list.embeds[0]?.description).toContain('Page 1 of 2')
  expect(list.images[0]?.url).toContain('loras.jpg')
  await anna.press(list, 'On')
  const second = await anna.sees(house.channel, ({ embeds }) =>
    (embeds[0]?.description ?? '').includes('Page 2 of 2'),
  )
  expect(second.embeds[0]?.description).toContain('style 8')
})

type Way = [string, () => Promise<{ reply(): Promise<Seen> }>]

test('who may no longer use a picture’s LoRA or model gets no other one with it, by whatever button; U1 shows what is there', async () => {
  const admin = house.emulator.person({
    username: 'admin',
    guilds: [house.server],
    permissions: PermissionFlagsBits.ManageGuild,
  })
  const define = async (lists: object) => {
    const said = await (await admin.slash(house.channel, 'tier define', { name: 'free', ...lists })).reply()
    expect(said.ephemeral).toBe(true)
  }
  const inked = (await paint({ lora: 'ink', steps: 1 })).seen
  const grid = (await paint({ lora: 'ink', steps: 1, count: 2 })).seen
  const before = await house.database.sql`select count(*)::int as generations from generations`
  const waysOf = (person: Person): Way[] => [
    ...['Reroll', 'Same seed', 'Vary', 'Upscale'].map((label): Way => [
      label,
      () => person.press(inked, label),
    ]),
    ['Vary strongly', () => person.select(inked, 'More…', 'Vary strongly')],
    ['Edit', async () => person.submitModal(await person.press(inked, 'Edit'), {})],
    ['Remix', async () => person.submitModal(await person.messageCommand(inked, 'Remix'), {})],
    ...['V1', 'Reroll', 'Same seed'].map((label): Way => [
      `${label} of a grid`,
      () => person.press(grid, label),
    ]),
  ]
  // Each one presses a button once: twice within two seconds is one press.
  for (const [person, lists, refusal] of [
    [anna, { loras: 'lcm' }, 'may not use the LoRA “ink”'],
    [house.person('ben'), { loras: '*', models: '-' }, 'may not use the model “model”'],
  ] as const) {
    await define(lists)
    for (const [way, ask] of waysOf(person)) {
      const { content, ephemeral } = await (await ask()).reply()
      expect([way, ephemeral, content]).toEqual([way, true, expect.stringContaining(refusal)])
    }
    const shown = await (await person.press(grid, 'U1')).reply(isDone)
    expect(shown.images).toHaveLength(1)
  }
  expect(await house.database.sql`select count(*)::int as generations from generations`).toEqual(before)
  await define({ models: '*' })
  expect(
    (await (await house.person('carla').press(inked, 'Same seed')).reply(isDone, 60_000)).ephemeral,
  ).toBe(false)
})
