import { expect, test } from 'vitest'
import { axesOf } from '#core/comparison.ts'
import type { PaintSettings } from '#core/generation.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { type CompareOptions, resolveCompare } from './compare-options.ts'

const model: ModelFacts = {
  name: 'tiny',
  width: 512,
  height: 512,
  steps: 20,
  guidance: 3,
  scheduler: 'dpmpp_2m_karras',
  sizeMultiple: 64,
}
const nothing: CompareOptions = {
  prompt: 'a red dragon',
  axes: 'schedulers_steps',
  negativePrompt: null,
  seed: null,
  size: null,
  schedulers: null,
  steps: null,
  guidance: null,
  seeds: null,
  speed: null,
  speeds: null,
}
const resolve = (change: Partial<CompareOptions>, defaults = {}) =>
  resolveCompare(
    { ...nothing, ...change },
    { model, defaults, mostPixels: 1024 * 1024, texts: textsFor('en-US'), randomSeed: () => 4_294_967_295 },
  )
const axes = ({ settings }: { settings: PaintSettings }) =>
  settings.comparison === undefined ? expect.fail('no comparison') : axesOf(settings.comparison)

test('with nothing but a prompt: what is usually compared, within what the model and the server say', () => {
  expect(axes(resolve({}))).toEqual({
    schedulers: ['dpmpp_2m_karras', 'euler_a'],
    steps: [10, 20],
    guidance: [3],
    seeds: [4_294_967_295],
    speeds: ['exact'],
  })
  expect(axes(resolve({ axes: 'guidance_seeds' }))).toEqual({
    schedulers: ['dpmpp_2m_karras'],
    steps: [20],
    guidance: [1, 1.5, 3],
    seeds: [4_294_967_295, 0],
    speeds: ['exact'],
  })
  const { settings } = resolve({}, { steps: 1, negativePrompt: 'fog' })
  expect(axes({ settings }).steps).toEqual([1])
  expect(settings).toMatchObject({ negativePrompt: 'fog', count: 2, width: 512, height: 512 })
})

test('what a model made for few steps brings is told, but for what the cells vary', () => {
  const fewSteps = { steps: 4, guidance: 1, scheduler: 'lcm' as const }
  const suited = (change: Partial<CompareOptions>) =>
    resolveCompare(
      { ...nothing, ...change },
      {
        model: { ...model, fewSteps },
        defaults: {},
        mostPixels: 1024 * 1024,
        texts: textsFor('en-US'),
        randomSeed: () => 1,
      },
    ).suited
  expect(suited({ axes: 'guidance_seeds' })).toEqual({ steps: 4, scheduler: 'lcm', of: model.name })
  expect(suited({ axes: 'guidance_seeds', steps: '8' })).toEqual({ scheduler: 'lcm', of: model.name })
  expect(suited({})).toEqual({ guidance: 1, of: model.name })
})

test('what is no axis is one value for all cells; flags in the prompt count as they do elsewhere', () => {
  const it = resolve({
    axes: 'guidance_seeds',
    prompt: 'a red dragon --ar 2:1 --steps 8 --repeat 3 --chaos 9',
    schedulers: 'DDIM',
    seeds: '7, 8',
    guidance: '5',
  })
  expect(axes(it)).toEqual({
    schedulers: ['ddim'],
    steps: [8],
    guidance: [5],
    seeds: [7, 8],
    speeds: ['exact'],
  })
  expect(it.settings.width).toBeGreaterThan(it.settings.height)
  expect(it.settings.prompt).toBe('a red dragon')
  expect(it.ignoredFlags).toEqual(['--chaos 9', '--repeat 3'])
  expect(axes(resolve({ guidance: '2', seeds: '9' }))).toMatchObject({ guidance: [2], seeds: [9] })
})

test('a list on no axis takes one value, and two equal ones are refused', () => {
  expect(() => resolve({ seeds: '1, 2' })).toThrow('`seeds` is no axis')
  expect(() => resolve({ axes: 'guidance_seeds', schedulers: 'ddim, lms' })).toThrow(
    '`schedulers` is no axis',
  )
  expect(() => resolve({ steps: '8', schedulers: 'ddim' })).toThrow('single picture')
  expect(() => resolve({ steps: ' ; ' })).toThrow('`steps` names nothing')
  expect(() => resolve({ size: '100 wide' })).toThrow('not a size')
})
