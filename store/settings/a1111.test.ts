import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parametersText } from '#store/png/parameters-text.ts'
import { parseParametersText, settingsOfParameters } from './a1111.ts'

const line = 'Steps: 30, Sampler: Euler a, CFG scale: 6, Seed: 11, Size: 512x768'
const fox = {
  prompt: 'a red fox',
  negativePrompt: 'fog',
  steps: 30,
  sampler: 'Euler a',
  guidance: 6,
  seed: 11n,
  width: 512,
  height: 768,
}

test.each([
  ['nothing', ''],
  ['a template', '\nTemplate: a {red|blue} fox'],
  ['a template and a negative one', '\nTemplate: a {red|blue} fox\nNegative Template: fog'],
  [
    'a template of several lines',
    '\nTemplate: a {red|blue} fox,\nin the snow, (warm light:1.2)\n\nNegative Template: fog\nrain',
  ],
  ['a template with three weights', '\nTemplate: (red fox:1.2), (warm light:1.1), (deep snow:1.3)'],
  ['wildcards', '\nWildcard prompt: "a __colour__ fox, __place__"\n'],
  ['what an extension adds', '\nTiled Diffusion: {"Method": "MultiDiffusion", "Tile": 96}\nADetailer: on'],
])('behind the settings line stands %s', (_, after) => {
  expect(settingsOfParameters(`a red fox\nNegative prompt: fog\n${line}${after}`)).toMatchObject(fox)
})

test.each([
  ['on one line', `a red fox Negative prompt: fog ${line}`],
  ['on one line, with commas', `a red fox, Negative prompt: fog, ${line}`],
  ['in two lines', `a red fox\nNegative prompt: fog ${line}`],
  ['with Windows’ line ends', `a red fox\r\nNegative prompt: fog\r\n${line}\r\n`],
  ['with blank lines', `\n\na red fox\n\nNegative prompt: fog\n\n${line}\n\n`],
])('prompt and settings %s', (_, text) => {
  expect(settingsOfParameters(text)).toMatchObject(fox)
})

test('a prompt without a negative one on the line of its settings', () => {
  expect(settingsOfParameters(`a red fox, ${line}`)).toMatchObject({ ...fox, negativePrompt: '' })
  expect(settingsOfParameters(`a red fox. ${line}`)).toMatchObject({ prompt: 'a red fox.', steps: 30 })
})

test('raw line breaks in a quoted value do not end the settings', () => {
  const text = `a red fox\n${line}, Template: "a {red|blue}\nfox, Seed: 5, Steps: 9, Size: 64x64\n", Version: v1.10.1`
  const { prompt, settings } = parseParametersText(text)
  expect(prompt).toBe('a red fox')
  expect(settings).toMatchObject({
    Seed: '11',
    Version: 'v1.10.1',
    Template: expect.stringMatching(/^a \{red\|blue\}\nfox/),
  })
})

test('values with commas, quotes, braces and colons are whole, and pairs behind them are read', () => {
  const text = `a fox\nSteps: 5, Lora hashes: "fox: 1a2b, snow: 3c4d", Hashes: {"vae": "aa", "model": "bb"}, Model: x, Seed: 7`
  expect(parseParametersText(text).settings).toEqual({
    Steps: '5',
    'Lora hashes': 'fox: 1a2b, snow: 3c4d',
    Hashes: '{"vae": "aa", "model": "bb"}',
    Model: 'x',
    Seed: '7',
  })
})

test.each([
  'a castle\nlight: warm',
  'a castle, light: warm, mood: calm, style: oil',
  '(red fox:1.2), (blue sky:1.1), (warm light:1.3)',
  'model sheet, Size: large, Version: two',
  'Steps: three of them, up to the Seed: of all, Model: a woman',
])('a text of nothing but a prompt is one: %s', (prompt) => {
  expect(parseParametersText(prompt)).toEqual({ prompt, negativePrompt: '', settings: {} })
})

test('a prompt whose first line looks like settings gives way to the last line', () => {
  const prompt = 'Steps: 3, Seed: 4, Size: 8x8'
  expect(settingsOfParameters(`${prompt}\n${line}`)).toMatchObject({ prompt, steps: 30, seed: 11n })
})

test('no prompt, and a seed that means none', () => {
  expect(settingsOfParameters('Steps: 5, Seed: -1, Size: 64x64')).toMatchObject({ prompt: '', steps: 5 })
  expect(settingsOfParameters('Steps: 5, Seed: -1, Size: 64x64').seed).toBeUndefined()
})

const lines = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      line,
      'Negative prompt:',
      'Steps: 1',
      'a: "',
      '", b: \\',
      ', ',
      ': ',
      '{',
      '}',
      '"',
      '\\"',
      '\n',
    ),
  ),
  { maxLength: 40 },
)

test('whatever is in a text, it is read', () => {
  fc.assert(
    fc.property(lines, (parts) => {
      const { prompt, negativePrompt } = parseParametersText(parts.join(''))
      expect(typeof prompt + typeof negativePrompt).toBe('stringstring')
    }),
  )
})

test('what we write comes back as it was', () => {
  const prompts = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .filter((text) => text.trim() === text && text !== '')
  fc.assert(
    fc.property(prompts, fc.string({ maxLength: 30 }), fc.nat(), (prompt, model, seed) => {
      const written = parametersText({
        prompt,
        negativePrompt: '',
        steps: 20,
        sampler: 'DPM++ 2M',
        guidance: 7.5,
        seed,
        width: 512,
        height: 512,
        model: model.trim(),
      })
      const read = parseParametersText(written)
      expect(read.prompt).toBe(prompt.replaceAll(/\r\n?/g, '\n'))
      expect(read.settings).toMatchObject({ Seed: String(seed), Model: model.trim() })
    }),
  )
})

test.each([
  ['quotes that never end', `Steps: 1, a: "${'\\"'.repeat(400_000)}`],
  ['names on names', 'Steps: '.repeat(150_000)],
  ['lines of opened quotes', 'Seed: "\n'.repeat(100_000)],
  ['spaces', `Steps: 1, a${' '.repeat(800_000)}b: 2, Seed: 3, Size: 8x8`],
  ['braces', `Steps: 1, a: ${'{'.repeat(800_000)}`],
])('%s are read in a time that grows with their length', (_, text) => {
  expect(parseParametersText(text).prompt.length).toBeLessThanOrEqual(text.length)
})
