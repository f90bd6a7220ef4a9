import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { PaintError } from '#diffusion/errors.ts'
import { loadTokenizer, type Tokenizer } from './tokenizer.ts'

const fixtures = 'test/fixtures/diffusers'
const cases = z
  .array(z.object({ id: z.string(), prompt: z.string(), tokens: z.array(z.number()) }))
  .parse(JSON.parse(await readFile(`${fixtures}/tokens.json`, 'utf8')))

let folder = ''
let tokenizer: Tokenizer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokenizer-'))
  tokenizer = await loadTokenizer(`${fixtures}/model`)
})
afterAll(() => rm(folder, { recursive: true }))

describe('ids are those of transformers', () => {
  test.each(cases)('$id', ({ prompt, tokens }) => {
    expect(tokenizer.encode(prompt).ids).toEqual(tokens)
  })

  test('padded as special_tokens_map.json says, as for Stable Diffusion 2', async () => {
    const model = await mkdtemp(join(folder, 'padded-'))
    await cp(`${fixtures}/model/tokenizer`, join(model, 'tokenizer'), { recursive: true })
    await writeFile(join(model, 'tokenizer', 'special_tokens_map.json'), '{"pad_token": "!"}')
    const padded = await loadTokenizer(model)
    expect(padded.encode('a').ids.slice(0, 5)).toEqual([49406, 320, 49407, 0, 0])
  })

  test('from a folder that has only tokenizer.json', async () => {
    const source = `${fixtures}/model/tokenizer`
    const vocab: unknown = JSON.parse(await readFile(`${source}/vocab.json`, 'utf8'))
    const merges = (await readFile(`${source}/merges.txt`, 'utf8')).trim().split('\n').slice(1)
    const model = await mkdtemp(join(folder, 'single-'))
    await cp(`${source}/tokenizer_config.json`, join(model, 'tokenizer', 'tokenizer_config.json'))
    await writeFile(join(model, 'tokenizer', 'tokenizer.json'), JSON.stringify({ model: { vocab, merges } }))
    const single = await loadTokenizer(model)
    for (const { prompt, tokens } of cases) expect(single.encode(prompt).ids).toEqual(tokens)
  })
})

test.each([
  ['<|ENDOFTEXT|>!!', [27, 347, 40786, 4160, 91, 285, 748]],
  ['/<|ENDOFTEXT|>', [14, 27, 347, 40786, 4160, 91, 285]],
])('a special token in capitals is three words: %s', (prompt, ids) => {
  expect(tokenizer.encode(prompt).ids.slice(1, ids.length + 2)).toEqual([...ids, 49407])
})

describe('truncation', () => {
  test('75 words fit', () => {
    expect(tokenizer.encode('cat '.repeat(75)).truncated).toBeNull()
  })

  test('tells the words that did not fit', () => {
    expect(tokenizer.encode(`${'cat '.repeat(75)}A Red fox, snow`).truncated).toBe('a red fox , snow')
  })

  test('tells them in any script', () => {
    expect(tokenizer.encode(`${'cat '.repeat(75)}龍 🔥`).truncated).toBe('龍 🔥')
  })

  test('a single word of 8,000 bytes takes less than a second of processor time', () => {
    const before = process.cpuUsage()
    const { ids, truncated } = tokenizer.encode('🔥💧'.repeat(1000))
    expect(ids).toHaveLength(77)
    expect(truncated).toContain('🔥')
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000)
  })
})

/** What loading says when files of the tokenizer folder are replaced; an empty text takes the file away. */
async function refusal(files: Record<string, string>): Promise<PaintError> {
  const model = await mkdtemp(join(folder, 'broken-'))
  await cp(`${fixtures}/model/tokenizer`, join(model, 'tokenizer'), { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    if (text === '') await rm(join(model, 'tokenizer', name))
    else await writeFile(join(model, 'tokenizer', name), text)
  }
  const error: unknown = await loadTokenizer(model).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof PaintError)) throw new Error('it was taken', { cause: error })
  return error
}

describe('a folder that is not a tokenizer is refused in one sentence', () => {
  test('merges.txt is missing', async () => {
    expect(await refusal({ 'merges.txt': '' })).toMatchObject({
      code: 'bad_model',
      message: expect.stringContaining('has no tokenizer'),
    })
  })

  test('vocab.json is cut off', async () => {
    expect((await refusal({ 'vocab.json': '{"a": 1,' })).message).toContain('vocab.json')
  })

  test('vocab.json belongs to another model', async () => {
    expect((await refusal({ 'vocab.json': '{"hello": 1}' })).message).toContain('<|startoftext|>')
  })

  test('vocabulary and merges of different models', async () => {
    expect((await refusal({ 'merges.txt': '#version: 0.2\nQ zzzz\n' })).message).toContain(
      "don't belong together",
    )
  })
})
