import { expect, test } from 'vitest'
import { isPainted, nearestSize, parseSize, readSize } from './size.ts'

const square = 1024 * 1024

test.each([
  ['1024x1536', 8, square, '832x1248'],
  ['1024x1536', 64, square, '832x1216'],
  ['1024x1536', 64, 4 * square, '1024x1536'],
  ['72x88', 16, square, '80x96'],
  ['200x104', 16, square, '208x112'],
  ['200x104', 64, square, '192x128'],
  ['1000x1000', 64, square, '1024x1024'],
  ['1000x1000', 64, 1_000_000, '960x960'],
  ['500x500', 8, square, '504x504'],
  ['8192x8192', 8, square, '1024x1024'],
  ['99999x1', 8, square, '4096x64'],
  ['0x0', 8, square, '64x64'],
  ['1x1', 64, square, '64x64'],
])('%s in multiples of %i and at most %i pixels is %s', (asked, multiple, mostPixels, nearest) => {
  const { width, height } = nearestSize(readSize(asked) ?? expect.fail(), { multiple, mostPixels })
  expect(`${width}x${height}`).toBe(nearest)
  expect(isPainted({ width, height }, multiple)).toBe(true)
})

test('a size is written in several ways', () => {
  for (const text of ['512x768', ' 512 × 768 ', '512*768', '512X768']) {
    expect(parseSize(text)).toEqual({ width: 512, height: 768 })
  }
  for (const text of ['512', 'x', '512x', '-512x512', '5e2x512', 'big', '500x500', '32x32', '4104x64']) {
    expect(parseSize(text)).toBeUndefined()
  }
})
