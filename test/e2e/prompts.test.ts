import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Locale } from 'discord-api-types/v10'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { textsFor } from '#messages/texts/texts.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person, type SeenMessage } from '#test/support/seen.ts'

let house: House
let anna: Person
let modelsDir: string
beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'dragon-wings-prompts-'))
  for (const folder of ['embeddings', 'wildcards']) await mkdir(join(modelsDir, folder))
  const embedding = 'test/fixtures/prompts/embeddings/bad-hands-x.safetensors'
  await cp(embedding, join(modelsDir, 'embeddings', 'bad-hands-x.safetensors'))
  await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
    .png()
    .toFile(join(modelsDir, 'embeddings', 'bad-hands-x.preview.png'))
  await writeFile(join(modelsDir, 'wildcards', 'colour.txt'), 'red\nblue\n')
  house = await openHouse({ MODELS_DIR: modelsDir })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
})
afterAll(async () => {
  await house.close()
  await rm(modelsDir, { recursive: true })
})

const imagine = async (prompt: string, change: object = {}) =>
  (await anna.slash(house.channel, 'imagine', { prompt, steps: 2, size: '64x64', ...change })).reply()

const isOf = ({ embeds }: SeenMessage, word: string) => embeds[0]?.description?.includes(word) === true

const rows = () =>
  house.database.sql<{ prompt: string; prompt_syntax: string; cost: number }[]>`
    select prompt, prompt_syntax, cost from generations order by created_at`

test('what is not understood is said privately, the prompt is kept as typed, and parts cost their rows', async () => {
  const prompt = 'a (dragon:1.3) <hypernet:soft:1> AND a [boat|castle] :0.5'
  await imagine(prompt, { guidance: 5 })
  const remark = await anna.sees(house.channel, ({ ephemeral }) => ephemeral)
  expect(remark.content).toContain('hypernet')
  await anna.sees(house.channel, isDone, 60_000)
  expect(await rows()).toEqual([{ prompt, prompt_syntax: 'a1111', cost: (3 * 8 * 8 * 2) / 1e6 }])
})

test('what only the painter finds out is told privately, below the picture, and kept for Image info', async () => {
  await imagine('a <nobody> tower')
  const done = await anna.sees(house.channel, (message) => isDone(message) && isOf(message, 'tower'), 60_000)
  const remark = await anna.sees(house.channel, ({ content }) => content.includes('nobody'))
  expect(remark).toMatchObject({ ephemeral: true })
  expect(remark.content).toBe(String.raw`There is no embedding \<nobody\> here, so I left it out.`)
  const info = await (await anna.messageCommand(done, 'Image info')).reply()
  expect(info.content).toMatch(/a <nobody> tower\nSteps: 2.*\n```\nThere is no embedding /)
  // Painted again it is nothing new.
  const again = await (await anna.press(done, 'Reroll')).reply(isDone, 60_000)
  const remarks = anna.messages(house.channel).filter(({ content }) => content === remark.content)
  expect(remarks.map(({ id }) => id)).toEqual([remark.id])
  expect((await (await anna.messageCommand(again, 'Image info')).reply()).content).toContain('no embedding')
})

test('a prompt that was copied with its settings is painted with them', async () => {
  const copied =
    'a (lighthouse:1.2) Negative prompt: EasyNegative, fog Steps: 3, Sampler: Euler a, CFG scale: 4, Seed: 77, Size: 64x64, Model: other'
  await imagine(copied, { size: undefined })
  const told = await anna.sees(house.channel, ({ content }) => content.includes('came with settings'))
  expect(told).toMatchObject({ ephemeral: true })
  await anna.sees(house.channel, (message) => isDone(message) && isOf(message, 'lighthouse'), 60_000)
  const [row] = await house.database.sql`
    select prompt, negative_prompt, steps, guidance, seed::text, scheduler, width from generations
    where prompt like '%lighthouse%'`
  expect(row).toEqual({
    prompt: 'a (lighthouse:1.2)',
    negative_prompt: 'EasyNegative, fog',
    // Chosen with the command.
    steps: 2,
    guidance: 4,
    seed: '77',
    scheduler: 'euler_a',
    width: 64,
  })
  const named = await anna.sees(house.channel, ({ content }) => content.includes('EasyNegative here'))
  expect(named.ephemeral).toBe(true)
})

test('a weight that is no number is refused before anything is counted', async () => {
  const refusal = await imagine('a (dragon:1.5.2)')
  expect(refusal).toMatchObject({ ephemeral: true })
  expect(refusal.content).toContain(String.raw`1\.5.2`)
})

const help = async () => (await anna.slash(house.channel, 'help', { topic: 'prompts' })).reply()

test('/help topic: prompts shows what prompts can say, with pictures, and the words that there are here', async () => {
  await expect.poll(async () => JSON.stringify((await help()).embeds)).toContain('`bad-hands-x`')
  const seen = await help()
  expect(seen.ephemeral).toBe(true)
  const said = JSON.stringify(seen.embeds)
  expect(said).toContain('[fog:0.7]')
  expect(said).toContain('`__colour__`')
  expect(seen.images).toHaveLength(3)
  for (const { url } of seen.images) {
    const { format, width, height } = await sharp(await anna.download(url)).metadata()
    expect({ format, width, height }).toEqual({ format: 'webp', width: 784, height: 256 })
  }
})

test('the pictures of /help are told in words, in every language', async () => {
  const { locale } = anna.user
  for (const language of [Locale.EnglishUS, Locale.German, Locale.French]) {
    anna.user.locale = language
    const { weights, changes, parts } = textsFor(language).prompts.help.alt
    expect((await help()).images.map(({ alt }) => alt)).toEqual([weights, changes, parts])
  }
  anna.user.locale = locale
})

test('/lora list shows embeddings with the pictures beside their files', async () => {
  const list = await (await anna.slash(house.channel, 'lora list')).reply()
  expect(list.embeds[0]?.description).toContain(String.raw`bad\-hands\-x`)
  expect(list.images[0]?.alt).toBe('1: bad-hands-x')
})
