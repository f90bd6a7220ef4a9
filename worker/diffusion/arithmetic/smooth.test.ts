import { expect, test } from 'vitest'
import { smooth } from './smooth.ts'

test('what is the same everywhere stays, up to the borders', () => {
  const values = new Float32Array(2 * 3 * 5).fill(0.75)
  smooth(values, 3, 5, 2)
  for (const value of values) expect(value).toBeCloseTo(0.75, 6)
})

test('one point is spread to all sides alike, in its channel alone, and keeps its sum', () => {
  const size = 41
  const values = new Float32Array(2 * size * size)
  const middle = (size * size - 1) / 2
  values[middle] = 1
  smooth(values, size, size, 1.5)
  const decay = Math.exp(-1 / 1.5)
  const share = ((1 - decay) / (1 + decay)) ** 2
  expect(values[middle]).toBeCloseTo(share, 6)
  for (const step of [1, -1, size, -size]) expect(values[middle + step]).toBeCloseTo(share * decay, 6)
  expect(values[middle + size + 1]).toBeCloseTo(share * decay * decay, 6)
  expect(values.subarray(0, size * size).reduce((sum, value) => sum + value)).toBeCloseTo(1, 4)
  expect(values.subarray(size * size).every((value) => value === 0)).toBe(true)
})
