import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person, type SeenMessage } from '#test/support/seen.ts'

let house: House
let anna: Person
beforeAll(async () => {
  house = await openHouse({})
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
})
afterAll(() => house.close())

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

test('a weight that is no number is refused before anything is counted', async () => {
  const refusal = await imagine('a (dragon:1.5.2)')
  expect(refusal).toMatchObject({ ephemeral: true })
  expect(refusal.content).toContain(String.raw`1\.5.2`)
})

test('/help topic: prompts shows how prompts are written', async () => {
  const help = await (await anna.slash(house.channel, 'help', { topic: 'prompts' })).reply()
  expect(help.ephemeral).toBe(true)
  expect(JSON.stringify(help.embeds)).toContain('[fog:0.7]')
})
