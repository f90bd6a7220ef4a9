import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiHouse, openApiHouse } from '#test/support/api/api-house.ts'
import { isDone, type Person, type SeenMessage } from '#test/support/seen.ts'

let house: ApiHouse
let anna: Person
let modelsDir: string
beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'dragon-wings-wildcards-'))
  await mkdir(join(modelsDir, 'wildcards', 'animals'), { recursive: true })
  const lists = {
    colour: 'red\r\nblue\r\ngreen\r\n',
    'animals/sea': 'whale',
    weather: 'fog\nsnow',
    thing: 'a __colour__ boat',
    loop: '__loop__',
    empty: '# nothing yet\n',
  }
  for (const [name, text] of Object.entries(lists))
    await writeFile(join(modelsDir, 'wildcards', `${name}.txt`), text)
  house = await openApiHouse({ MODELS_DIR: modelsDir, FREE_PICTURES_PER_DAY: '100' })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
})
afterAll(async () => {
  await house.close()
  await rm(modelsDir, { recursive: true })
})

const ask = async (command: string, options: Record<string, string | number>) =>
  (await anna.slash(house.channel, command, { steps: 1, size: '64x64', ...options })).reply()

const rows = () =>
  house.database.sql<{ prompt: string; negative_prompt: string; seed: string }[]>`
    select prompt, negative_prompt, seed from generations order by created_at`

const done = (prompt: RegExp) =>
  anna.sees(
    house.channel,
    (message: SeenMessage) => isDone(message) && prompt.test(message.embeds[0]?.description ?? ''),
    60_000,
  )

test('the drawn words are what is painted and kept, and Same seed says the same', async () => {
  await ask('imagine', { prompt: 'a __colour__ dragon', negative_prompt: '__weather__' })
  const first = await done(/dragon/)
  const [row] = await rows()
  expect(row?.prompt).toMatch(/^a (red|blue|green) dragon$/)
  expect(row?.negative_prompt).toMatch(/^(fog|snow)$/)
  for (const [index, button] of ['Same seed', 'Reroll', 'Vary'].entries()) {
    await anna.press(first, button)
    await expect.poll(async () => (await rows()).length).toBe(index + 2)
  }
  const [, same, ...others] = await rows()
  expect(same).toEqual(row)
  for (const { prompt } of others) expect(prompt).toBe(row?.prompt)
})

test('permutations and wildcards live together', async () => {
  const question = await ask('imagine', { prompt: '{__animals/sea__, __thing__} at night' })
  expect(question.embeds[0]?.description).toMatch(/whale at night[^]*a (red|blue|green) boat at night/)
  await anna.press(question, 'Not now')
})

test('all cells of a comparison are of the same words', async () => {
  const options = { prompt: 'the __colour__ sheet', axes: 'schedulers × steps', steps: '1, 2' }
  const question = await (await anna.slash(house.channel, 'compare', { size: '64x64', ...options })).reply()
  const [, words] = /the (\w+) sheet/.exec(question.embeds[0]?.description ?? '') ?? []
  expect(['red', 'blue', 'green']).toContain(words)
  await anna.press(question, 'Paint 4 pictures')
  await done(/sheet/)
  expect((await rows()).at(-1)?.prompt).toBe(`the ${words} sheet`)
})

test('words that are typed into a form are drawn, too', async () => {
  const first = await done(/dragon/)
  await anna.submitModal(await anna.press(first, 'Edit'), { prompt: 'an edited __animals/sea__' })
  expect((await done(/edited/)).embeds[0]?.description).toBe('an edited whale')
})

test.each([
  ['__planet__', 'There is: animals/sea, colour, empty, loop, thing, weather.'],
  ['__empty__', 'is empty'],
  ['__loop__', 'lead back to themselves'],
])('%s is refused before anything is counted', async (prompt, says) => {
  const before = (await rows()).length
  const refusal = await ask('imagine', { prompt })
  expect(refusal).toMatchObject({ ephemeral: true })
  expect(refusal.content).toContain(says)
  expect(await rows()).toHaveLength(before)
})

test('the API draws them as well and lists them; braces are part of the prompt there', async () => {
  const key = await house.key()
  expect(await (await house.ask(key, '/api/models')).json()).toMatchObject({
    wildcards: expect.arrayContaining(['animals/sea', 'colour']),
  })
  const generate = (json: object) =>
    house.ask(key, '/api/generate', { json: { steps: 1, width: 64, height: 64, ...json } })
  const asked = await generate({
    prompt: '{__colour__, golden} __animals/sea__',
    negative_prompt: '__weather__',
  })
  expect(asked.status).toBe(202)
  expect((await rows()).at(-1)).toMatchObject({
    prompt: expect.stringMatching(/^\{(red|blue|green), golden\} whale$/),
    negative_prompt: expect.stringMatching(/^(fog|snow)$/),
  })
  for (const [json, code, param] of [
    [{ prompt: '__planet__' }, 'unknown_wildcard', 'prompt'],
    [{ prompt: 'a', negative_prompt: '__empty__' }, 'empty_wildcard', 'negative_prompt'],
    [{ prompt: '__loop__' }, 'endless_wildcard', 'prompt'],
  ] as const) {
    const refused = await generate(json)
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({ error: { code, param } })
  }
})
