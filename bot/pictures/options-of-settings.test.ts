import { expect, test } from 'vitest'
import { settingsOfParameters } from '#store/settings/a1111.ts'
import { optionsOfSettings } from './options-of-settings.ts'

const under = {
  model: { sizeMultiple: 8, scheduler: 'dpmpp_2m_karras' as const },
  mostSteps: 50,
  mostPixels: 1024 * 1024,
}
const ofText = (text: string, more: Partial<typeof under> = {}) =>
  optionsOfSettings(settingsOfParameters(text), { ...under, ...more })

test('settings that mean the same here are taken as they are', () => {
  const { options, changes } = ofText(
    'a red fox\nNegative prompt: fog\nSteps: 30, Sampler: Euler a, CFG scale: 6, Seed: 11, Size: 512x768\nTemplate: a {red|blue} fox',
  )
  expect(changes).toEqual([])
  expect(options).toEqual({
    prompt: 'a red fox',
    negativePrompt: 'fog',
    steps: 30,
    guidance: 6,
    size: '512x768',
    seed: 11,
    count: null,
    scheduler: 'euler_a',
    strength: null,
    speed: null,
  })
})

test.each([
  [
    'Seed: 1102676403634909',
    { seed: 3679929053 },
    { setting: 'seed', asked: '1102676403634909', used: '3679929053', because: 'limit' },
  ],
  [
    'Seed: 18446744073709551615',
    { seed: 4294967295 },
    { setting: 'seed', asked: '18446744073709551615', used: '4294967295', because: 'limit' },
  ],
  [
    'Size: 1024x1536',
    { size: '832x1248' },
    { setting: 'size', asked: '1024×1536', used: '832×1248', because: 'limit' },
  ],
  [
    'Size: 500x500',
    { size: '504x504' },
    { setting: 'size', asked: '500×500', used: '504×504', because: 'nearest' },
  ],
  ['Steps: 150', { steps: 50 }, { setting: 'steps', asked: '150', used: '50', because: 'limit' }],
  ['CFG scale: 99', { guidance: 50 }, { setting: 'guidance', asked: '99', used: '50', because: 'limit' }],
  [
    'Sampler: Euler a, Schedule type: Karras',
    { scheduler: 'euler_a' },
    { setting: 'sampler', asked: 'Euler a Karras', used: 'Euler a', because: 'nearest' },
  ],
  [
    'Sampler: DPM2 a Karras',
    { scheduler: 'kdpm2_a' },
    { setting: 'sampler', asked: 'DPM2 a Karras', used: 'DPM2 a', because: 'nearest' },
  ],
  [
    'Sampler: My own',
    { scheduler: null },
    { setting: 'sampler', asked: 'My own', used: 'DPM++ 2M Karras', because: 'unknown' },
  ],
])('%s is changed, and said', (pair, options, change) => {
  const whole = ofText(`a fox\nSteps: 20, Model: x, Version: 1, ${pair}`)
  expect(whole.options).toMatchObject(options)
  expect(whole.changes).toEqual([change])
})

test.each([
  ['2', { clipSkip: 2 }],
  ['1', {}],
  ['13', {}],
  ['1.5', {}],
])('clip skip %s of another tool', (skip, expected) => {
  const { clipSkip } = ofText(`a fox\nSteps: 20, Model: x, Version: 1, Clip skip: ${skip}`).options
  expect({ ...(clipSkip !== undefined && { clipSkip }) }).toEqual(expected)
})

test.each([
  ['72x88', '80x96'],
  ['200x104', '208x112'],
])('%s is %s where sides are multiples of 16', (asked, used) => {
  const model = { ...under.model, sizeMultiple: 16 }
  expect(ofText(`a fox\nSteps: 20, Model: x, Size: ${asked}`, { model }).options.size).toBe(used)
})

test('prompts up to what a form holds are whole; longer ones are cut, and that is said', () => {
  const long = 'a red fox, '.repeat(219).trim()
  expect(long.length).toBeGreaterThan(2400)
  expect(ofText(long)).toMatchObject({ options: { prompt: long }, changes: [] })
  const longer = 'x'.repeat(4001)
  const { options, changes } = ofText(longer)
  expect(options.prompt).toHaveLength(4000)
  expect(changes).toEqual([{ setting: 'prompt', asked: '4001', used: '4000', because: 'limit' }])
})

test('what makes no sense is left open', () => {
  const { options } = optionsOfSettings(
    {
      tool: 'x',
      prompt: 'a fox',
      negativePrompt: '',
      steps: 0,
      guidance: -1,
      width: 0,
      height: 5,
      sampler: ' ',
    },
    under,
  )
  expect(options).toMatchObject({ steps: null, guidance: null, size: null, seed: null, scheduler: null })
})
