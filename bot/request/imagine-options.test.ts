import { expect, test } from 'vitest'
import { PersonError } from '#core/errors.ts'
import { shippedPresets } from '#core/presets.ts'
import { en } from '#messages/texts/en.ts'
import { noOptions } from '#test/support/no-options.ts'
import { type ImagineOptions, resolveImagine } from './imagine-options.ts'

const model = {
  name: 'dragon-mini',
  width: 256,
  height: 256,
  steps: 20,
  guidance: 5,
  scheduler: 'dpmpp_2m_karras' as const,
  sizeMultiple: 32,
}
const nothing = { ...noOptions, prompt: 'a red dragon' }

function resolve(
  options: Partial<ImagineOptions>,
  under: Partial<Parameters<typeof resolveImagine>[1]> = {},
) {
  return resolveImagine(
    { ...nothing, ...options },
    {
      model,
      preset: undefined,
      defaults: {},
      mostPixels: 1024 * 1024,
      startImageId: undefined,
      texts: en,
      randomSeed: () => 7,
      ...under,
    },
  )
}

test('what is left open comes from the model, the seed from chance', () => {
  expect(resolve({}).settings).toEqual({
    prompt: 'a red dragon',
    promptSyntax: 'a1111',
    negativePrompt: '',
    model: 'dragon-mini',
    steps: 20,
    guidance: 5,
    width: 256,
    height: 256,
    seed: 7,
    count: 1,
    scheduler: 'dpmpp_2m_karras',
    speed: 'exact',
    start: null,
    variations: [],
  })
})

test('an option wins over a flag, that over the preset, that over the server’s default, that over the model', () => {
  const preset = { name: 'p', style: 'misty', negativePrompt: 'neon', steps: 12, guidance: 3 }
  const defaults = { steps: 15, guidance: 9, scheduler: 'euler' as const }
  const under = { preset, defaults }
  expect(resolve({}, { defaults }).settings).toMatchObject({ steps: 15, guidance: 9, scheduler: 'euler' })
  expect(resolve({}, under).settings).toMatchObject({ steps: 12, guidance: 3, scheduler: 'euler' })
  const flagged = 'a dragon --steps 30 --cfg 4 --no fog'
  expect(resolve({ prompt: flagged }, under).settings).toMatchObject({
    prompt: 'a dragon, misty',
    negativePrompt: 'fog, neon',
    steps: 30,
    guidance: 4,
  })
  expect(resolve({ prompt: flagged, steps: 5 }, under).settings).toMatchObject({ steps: 5, guidance: 4 })
})

test('an aspect keeps the model’s area; a size wins over it', () => {
  expect(resolve({ prompt: 'a dragon --ar 3:2' }).settings).toMatchObject({ width: 320, height: 224 })
  expect(resolve({ prompt: 'a dragon', size: ' 3:2 ' }).settings).toMatchObject({ width: 320, height: 224 })
  expect(resolve({ prompt: 'a dragon --ar 3:2', size: '128 x 192' }).settings).toMatchObject({
    width: 128,
    height: 192,
  })
})

test('a start image is painted over by 0.6 unless somebody says', () => {
  const startImageId = '0b0e7f4e-6a6c-4f0e-9f5a-3b7a0f0c1d2e'
  expect(resolve({}, { startImageId }).settings.start).toEqual({ imageId: startImageId, strength: 0.6 })
  expect(resolve({ prompt: 'a --iw 3' }, { startImageId }).settings.start?.strength).toBe(0.25)
  expect(resolve({ strength: 0.9 }, { startImageId }).settings.start?.strength).toBe(0.9)
})

test.each([
  [{ prompt: 'x --ar 100:1' }, /^100:1 is too narrow to paint here\. Ratios from `1:28` to `28:1` work/],
  [{ prompt: 'x', size: '1:40' }, /^1:40 is too narrow/],
  [{ prompt: 'x', size: 'large' }, /such as 256x256, or a ratio such as `3:2`/],
  [{ prompt: '--ar 3:2' }, /prompt is empty/],
  [{ prompt: 'x'.repeat(4001) }, /at most 4000/],
  [{ size: '100x100' }, /multiples of 32, not 100x100.*nearest is 96x96/],
  [{ size: '1000x1000' }, /multiples of 32, not 1000x1000.*nearest is 992x992/],
  [{ size: '8x8' }, /nearest is 64x64/],
  [{ size: 'big' }, /256x256/],
  [{ prompt: 'a --steps 0' }, /--steps.* from 1 to 1000/],
  [{ prompt: 'a --seed 4294967296' }, /--seed/],
  [{ prompt: 'a --repeat 9' }, /--repeat.* from 1 to 4/],
  [{ strength: 0.5 }, /Attach one/],
])('%j is refused with what to do', (options, sentence) => {
  expect(() => resolve(options)).toThrow(PersonError)
  expect(() => resolve(options)).toThrow(sentence)
})

test('flags that we have nothing for are named', () => {
  expect(resolve({ prompt: 'a dragon --chaos 5 --v 6' }).ignoredFlags).toEqual(['--chaos 5', '--v 6'])
})

test('every shipped preset fits every other rule', () => {
  for (const preset of shippedPresets) {
    expect(resolve({}, { preset }).settings.prompt).toBe(`a red dragon, ${preset.style}`)
  }
})

test('a server’s default size gives way where the model does not paint it', () => {
  expect(resolve({}, { defaults: { width: 1000, height: 500 } }).settings).toMatchObject({
    width: 992,
    height: 512,
  })
})

test('what a LoRA or a model made for few steps is painted with comes before preset and server, after what is asked', () => {
  const few = { steps: 4, guidance: 1, scheduler: 'lcm' as const }
  const preset = { name: 'p', style: '', negativePrompt: '', steps: 12 }
  const under = { model: { ...model, fewSteps: few }, preset, defaults: { guidance: 9 } }
  const open = resolve({}, under)
  expect(open.settings).toMatchObject(few)
  expect(open.suited).toEqual({ ...few, of: 'dragon-mini' })
  const hyper = { steps: 8, guidance: 1, scheduler: 'tcd' as const }
  const lora = resolve({}, { ...under, loras: [{ name: 'hyper', weight: 1, fewSteps: hyper }] })
  expect(lora.settings).toMatchObject({ steps: 8, scheduler: 'tcd' })
  const asked = resolve({ prompt: 'a dragon --steps 30', guidance: 2 }, under)
  expect(asked.settings).toMatchObject({ steps: 30, guidance: 2, scheduler: 'lcm' })
  expect(asked.suited).toEqual({ scheduler: 'lcm', of: 'dragon-mini' })
  expect(resolve({}).suited).toBeUndefined()
})

test('a speed that is asked for wins over a flag, that over what the terms say', () => {
  const defaults = { speed: 'draft' as const }
  const speedOf = (...given: Parameters<typeof resolve>) => resolve(...given).settings.speed
  expect(speedOf({}, { defaults })).toBe('draft')
  expect(speedOf({ prompt: 'a dragon --speed exact' }, { defaults })).toBe('exact')
  expect(speedOf({ prompt: 'a dragon --draft', speed: 'fast' })).toBe('fast')
  const preset = { name: 'p', style: '', negativePrompt: '', speed: 'fast' as const }
  expect(speedOf({}, { defaults, preset })).toBe('fast')
  expect(speedOf({ prompt: 'a dragon --draft' }, { preset })).toBe('draft')
})
