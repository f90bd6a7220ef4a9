import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type House, openHouse, tinyModel } from '#test/support/house.ts'
import { isDone, type Person, type SeenMessage } from '#test/support/seen.ts'

let house: House
let anna: Person
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'small-world-'))
  const model = join(folder, 'little')
  await cp(tinyModel, model, { recursive: true })
  const world = {
    words: { subject: { dragon: ['red dragon'] }, place: { snow: ['in the snow'] } },
    examples: [],
  }
  await writeFile(join(model, 'world.json'), JSON.stringify(world))
  house = await openHouse({ MODEL: model, FREE_PICTURES_PER_DAY: '6' })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
  await imagine({ prompt: 'a dragon' })
}, 60_000)
afterAll(async () => {
  await house.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => house.emulator.clock.advance(2000))

const imagine = async (options: Record<string, string | number>) =>
  (await anna.slash(house.channel, 'imagine', { size: '64x64', steps: 1, ...options })).reply(isDone, 30_000)
const remark = async (part: string): Promise<SeenMessage> =>
  anna.sees(house.channel, ({ content, ephemeral }) => ephemeral && content.includes(part))

test('words that the model doesn’t know are said privately, for a command and a form', async () => {
  const done = await imagine({ prompt: 'red dragons in a city with robots, cyberpunk' })
  expect((await remark('cyberpunk')).content).toMatch(
    /^little knows none of: city, robots, cyberpunk\. <\/help:\d+> lists its words\.$/,
  )
  const opened = await anna.press(done, 'Edit')
  await (await anna.submitModal(opened, { prompt: 'a submarine' })).reply(isDone, 30_000)
  expect((await remark('submarine')).content).toContain('knows none of: submarine.')
})

test('so are a size far beyond what it learned from, and flags that others have', async () => {
  await imagine({ prompt: 'a red dragon --v 6 --stylize 100', size: '256x192' })
  const said = await remark('--v 6')
  expect(said.content).toMatch(/^There is no `--v 6 --stylize 100` here/)
  expect(said.content).toContain('256×192 is far more than the 128×128 that little learned from')
})

test('while they are typed, size, steps and guidance are offered as they suit the model', async () => {
  const sizes = await anna.autocomplete(house.channel, 'imagine', 'size', '3:2', { prompt: 'x' })
  expect(sizes.map(({ name }) => name)).toEqual([expect.stringMatching(/^\d+x\d+ · (3:2|\d+:\d+ ≈ 3:2)$/)])
  const guidance = await anna.autocomplete(house.channel, 'imagine', 'guidance', '', { prompt: 'x' })
  expect(guidance).toEqual([{ name: '7.5 · usual here', value: 7.5 }])
})

test('who has used up their pictures is told who can give them more', async () => {
  for (;;) {
    const [row] = await house.database.sql`select sum(pictures)::int as used from quota_holds`
    if (row?.['used'] >= 6) break
    await imagine({ prompt: 'a dragon' })
  }
  const refused = await (await anna.slash(house.channel, 'imagine', { prompt: 'a dragon' })).reply()
  expect(refused.content).toMatch(/Somebody with Manage Server can give you more with <\/tier set:\d+>\.$/)
})
