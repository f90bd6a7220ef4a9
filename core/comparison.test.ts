import fc from 'fast-check'
import { expect, test } from 'vitest'
import { axesOf, compared, comparedAnew, readAxis } from './comparison.ts'
import { paintCost } from './fair-order.ts'
import {
  comparisonAxes,
  maxSeed,
  paintSettingsSchema,
  settingsOfImage,
  type PaintSettings,
} from './generation.ts'
import { schedulerNames, schedulerSlugs } from './schedulers.ts'
import { speeds } from './speeds.ts'

const base: PaintSettings = {
  prompt: 'a red dragon',
  negativePrompt: '',
  model: 'tiny',
  steps: 20,
  guidance: 7.5,
  width: 64,
  height: 128,
  seed: 42,
  count: 1,
  scheduler: 'ddim',
  start: null,
  variations: [],
}

test('schedulers by slug and by the name that people see, in any case', () => {
  expect(readAxis('schedulers', 'euler_a, DPM++ 2M Karras,ddim ,')).toEqual({
    values: ['euler_a', 'dpmpp_2m_karras', 'ddim'],
  })
  for (const slug of schedulerSlugs) {
    for (const written of [slug, schedulerNames[slug], schedulerNames[slug].toUpperCase()]) {
      expect(readAxis('schedulers', written)).toEqual({ values: [slug] })
    }
  }
})

test('numbers behind commas, spaces or semicolons; decimals as they are written', () => {
  expect(readAxis('steps', '8, 20 30')).toEqual({ values: [8, 20, 30] })
  expect(readAxis('guidance', '1, 7.5')).toEqual({ values: [1, 7.5] })
  expect(readAxis('guidance', '3,5; 7,5')).toEqual({ values: [3.5, 7.5] })
  expect(readAxis('seeds', `0, ${maxSeed}`)).toEqual({ values: [0, maxSeed] })
})

test('what makes no sense in a list', () => {
  expect(readAxis('schedulers', 'euler, magic')).toEqual({ refusal: { why: 'wrong', value: 'magic' } })
  for (const text of ['0', '7.5', '1001', '-3', '1e2', 'eight']) {
    expect(readAxis('steps', text)).toEqual({ refusal: { why: 'wrong', value: text } })
  }
  expect(readAxis('seeds', String(maxSeed + 1))).toMatchObject({ refusal: { why: 'wrong' } })
  expect(readAxis('steps', '8, 20, 8')).toEqual({ refusal: { why: 'twice', value: '8' } })
  expect(readAxis('schedulers', 'Euler a, euler_a')).toMatchObject({ refusal: { why: 'twice' } })
  expect(readAxis('steps', '1 2 3 4 5')).toEqual({ refusal: { why: 'too many', most: 4 } })
  expect(readAxis('steps', '8, 20', 1)).toEqual({ refusal: { why: 'too many', most: 1 } })
  expect(readAxis('steps', ' , ')).toEqual({ refusal: { why: 'none' } })
})

test('each cell has its own values, and is painted alone with exactly them', () => {
  const lists = {
    schedulers: ['euler', 'ddim'] as const,
    steps: [4, 9, 6],
    guidance: [],
    seeds: [],
    speeds: [],
  }
  const settings = compared(base, 'schedulers_steps', { ...lists, schedulers: [...lists.schedulers] })
  expect(settings).toMatchObject({ count: 6, steps: 9, scheduler: 'euler', seed: 42 })
  expect(paintSettingsSchema.parse(settings)).toEqual(settings)
  expect(settingsOfImage(settings, 4)).toEqual({ ...base, scheduler: 'ddim', steps: 9 })
  expect(axesOf(settings.comparison ?? expect.fail())).toEqual({
    ...lists,
    guidance: [7.5],
    seeds: [42],
    speeds: ['exact'],
  })

  const other = compared(base, 'guidance_seeds', {
    schedulers: [],
    steps: [],
    guidance: [1, 5],
    seeds: [7, 3],
    speeds: [],
  })
  expect(settingsOfImage(other, 2)).toEqual({ ...base, guidance: 5, seed: 7 })
})

test('speeds × seeds: each cell has its speed, and a new sheet other seeds', () => {
  const lists = {
    schedulers: [],
    steps: [],
    guidance: [],
    seeds: [7, 3],
    speeds: ['exact' as const, 'draft' as const],
  }
  const settings = compared(base, 'speeds_seeds', lists)
  expect(settingsOfImage(settings, 1)).toEqual({ ...base, speed: 'exact', seed: 3 })
  expect(settingsOfImage(settings, 2)).toEqual({ ...base, speed: 'draft', seed: 7 })
  const again = comparedAnew(settings, settings.comparison ?? expect.fail(), 9)
  expect(axesOf(again.comparison ?? expect.fail())).toMatchObject({
    speeds: ['exact', 'draft'],
    seeds: [9, 10],
  })
})

test('a sheet over other axes is painted at one speed', () => {
  const lists = { schedulers: [], steps: [], guidance: [1, 5], seeds: [7], speeds: [] }
  const settings = compared({ ...base, speed: 'fast' }, 'guidance_seeds', lists)
  expect(settingsOfImage(settings, 1)).toEqual({ ...base, speed: 'fast', guidance: 5, seed: 7 })
})

test('anew: the same axes from another seed, which follow each other where they are one', () => {
  const lists = { schedulers: [], steps: [], guidance: [1, 5], seeds: [7, 3, 9], speeds: [] }
  const settings = compared(base, 'guidance_seeds', lists)
  const again = comparedAnew(settings, settings.comparison ?? expect.fail(), maxSeed)
  expect(axesOf(again.comparison ?? expect.fail())).toMatchObject({
    guidance: [1, 5],
    seeds: [maxSeed, 0, 1],
  })
  expect(again).toMatchObject({ seed: maxSeed, count: 6 })
})

test('a comparison costs what its cells cost one by one', () => {
  const steps = fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 })
  const schedulers = fc.uniqueArray(fc.constantFrom(...schedulerSlugs), { minLength: 1, maxLength: 4 })
  const guidance = fc.uniqueArray(fc.constantFrom(0, 1, 1.5, 7), { minLength: 1, maxLength: 4 })
  const seeds = fc.uniqueArray(fc.nat(maxSeed), { minLength: 1, maxLength: 4 })
  const speedLists = fc.uniqueArray(fc.constantFrom(...speeds), { minLength: 1, maxLength: 3 })
  const lists = fc.record({ schedulers, steps, guidance, seeds, speeds: speedLists })
  fc.assert(
    fc.property(lists, fc.constantFrom(...comparisonAxes), (values, axes) => {
      const settings = compared(base, axes, values)
      const cells = Array.from({ length: settings.count }, (_, i) => paintCost(settingsOfImage(settings, i)))
      expect(paintCost(settings)).toBeCloseTo(
        cells.reduce((sum, cost) => sum + cost, 0),
        9,
      )
    }),
  )
})
