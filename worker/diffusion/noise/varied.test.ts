import { expect, test } from 'vitest'
import { createNoise } from './noise.ts'
import { variedNoise } from './varied.ts'

const size = 4096

function draws(strength: number, nth = 0): Float32Array[] {
  const noise = variedNoise(createNoise('torch', 1), createNoise('torch', 2), strength, nth)
  return [0, 1].map(() => {
    const out = new Float32Array(size)
    noise.draw(out)
    return out
  })
}

function plain(seed: number, count: number): Float32Array[] {
  const noise = createNoise('torch', seed)
  return Array.from({ length: count }, () => {
    const out = new Float32Array(size)
    noise.draw(out)
    return out
  })
}

const distance = (a: Float32Array | undefined, b: Float32Array | undefined) =>
  Math.sqrt([...(a ?? [])].reduce((sum, value, i) => sum + (value - (b?.[i] ?? 0)) ** 2, 0) / size)

test('strength 0 is the seed’s own noise, 1 the other’s, and in between it moves away steadily', () => {
  const [own] = plain(1, 1)
  const [other] = plain(2, 1)
  expect(distance(draws(0)[0], own)).toBeLessThan(1e-6)
  expect(distance(draws(1)[0], other)).toBeLessThan(1e-6)
  const distances = [0.1, 0.3, 0.6].map((strength) => distance(draws(strength)[0], own))
  expect(distances).toEqual(distances.toSorted((a, b) => a - b))
})

test('it stays standard normal', () => {
  const [varied] = draws(0.5)
  const variance = [...(varied ?? [])].reduce((sum, value) => sum + value ** 2, 0) / size
  expect(variance).toBeGreaterThan(0.93)
  expect(variance).toBeLessThan(1.07)
})

test('only the draw that was asked for is changed', () => {
  const own = plain(1, 2)
  expect(distance(draws(0.5, 0)[1], own[1])).toBe(0)
  expect(distance(draws(0.5, 1)[0], own[0])).toBe(0)
  expect(distance(draws(0.5, 1)[1], own[1])).toBeGreaterThan(0.1)
})
