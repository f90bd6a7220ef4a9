import { expect, test } from 'vitest'
import { bucketRows, planRound } from './batching.ts'

const image = (name: string, key = 'a', rows = 2) => ({ name, key, rows, pixels: 64 })
const names = (runs: { name: string }[][]) => runs.map((run) => run.map(({ name }) => name).join(''))

test('images with one key are in one run, in their order; each is in exactly one', () => {
  const images = [image('1'), image('2', 'b'), image('3'), image('4', 'c'), image('5', 'b')]
  expect(names(planRound(images, Infinity))).toEqual(['13', '25', '4'])
})

test('a run is full at its memory, and another begins', () => {
  const images = ['1', '2', '3', '4', '5'].map((name) => image(name))
  expect(names(planRound(images, 4 * 64))).toEqual(['12', '34', '5'])
})

test('an image that is too large for any run has one to itself', () => {
  expect(names(planRound([image('1'), image('2', 'a', 10), image('3')], 4 * 64))).toEqual(['1', '2', '3'])
})

test('rows are padded to few sizes, and by less than double', () => {
  const buckets = Array.from({ length: 64 }, (_, i) => bucketRows(i + 1))
  expect(new Set(buckets).size).toBeLessThanOrEqual(10)
  for (const [i, bucket] of buckets.entries()) {
    expect(bucket).toBeGreaterThanOrEqual(i + 1)
    expect(bucket).toBeLessThan(2 * (i + 1))
  }
  expect(bucketRows(100)).toBe(100)
})
