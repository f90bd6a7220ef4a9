import { expect, test } from 'vitest'
import * as people from '#core/generation.ts'
import { sideMax, sideMin } from '#core/size.ts'
import * as engine from '#diffusion/limits.ts'
import { countedUp } from '#diffusion/seeds.ts'

test('people and the engine have the same steps', () => {
  expect([people.minSteps, people.maxSteps]).toEqual([engine.minSteps, engine.maxSteps])
})

test('the engine takes every size and number of pictures that people can ask for', () => {
  expect(sideMin).toBeGreaterThanOrEqual(engine.minSide)
  expect(sideMax).toBeLessThanOrEqual(engine.maxSide)
  expect(sideMin % engine.sideMultiple).toBe(0)
  expect(Math.max(people.maxCount, people.maxCells)).toBeLessThanOrEqual(engine.maxCount)
})

test('an image has the same seed in its row as in the engine, also where seeds wrap', () => {
  for (const seed of [0, 1, people.maxSeed - 1, people.maxSeed])
    for (const index of [0, 1, 2, 63]) expect(people.countedUp(seed, index)).toBe(countedUp(seed, index))
  expect(people.countedUp(people.maxSeed, 1)).toBe(0)
})
