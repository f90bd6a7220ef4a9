import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HangWatch } from './hang-watch.ts'

const bounds = { firstMs: 10_000, leastMs: 100, factor: 10 }
const hung = vi.fn<(seconds: number) => void>()

beforeEach(() => {
  vi.useFakeTimers()
  hung.mockReset()
})
afterEach(() => vi.useRealTimers())

/** A run that takes so long. */
function run(watch: HangWatch, ms: number, size: number): void {
  watch.busy('run unet', size)
  vi.advanceTimersByTime(ms)
  watch.idle()
}

test('the first of its kind has long', () => {
  new HangWatch(bounds, hung).busy('run unet', 1)
  vi.advanceTimersByTime(9_999)
  expect(hung).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(hung).toHaveBeenCalledExactlyOnceWith(10)
})

test.each([
  ['as large', 200, 2, 2000],
  ['smaller', 200, 1, 2000],
  ['twice as large, with attention that grows four times', 200, 4, 8000],
  ['far larger than anything met: as long as the first of its kind', 200, 1000, 10_000],
])('then it has a multiple of what such work takes: %s', (_, ms, size, allowedMs) => {
  const watch = new HangWatch(bounds, hung)
  run(watch, ms, 2)
  run(watch, ms / 2, 2)
  watch.busy('run unet', size)
  vi.advanceTimersByTime(allowedMs - 1)
  expect(hung).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(hung).toHaveBeenCalledOnce()
})

test('what the nearest size took counts, not a tiny run before it', () => {
  const watch = new HangWatch(bounds, hung)
  run(watch, 100, 1)
  run(watch, 300, 64)
  watch.busy('run unet', 70)
  vi.advanceTimersByTime(3600)
  expect(hung).toHaveBeenCalledOnce()
})

test('however fast it was, it has the least time', () => {
  const watch = new HangWatch(bounds, hung)
  run(watch, 1, 1)
  watch.busy('run unet', 1)
  vi.advanceTimersByTime(99)
  expect(hung).not.toHaveBeenCalled()
})

test('between two runs, too, a word is expected while there is a request', () => {
  const watch = new HangWatch(bounds, hung)
  run(watch, 1, 1)
  vi.advanceTimersByTime(100)
  expect(hung).toHaveBeenCalledOnce()
})

test('at rest none is', () => {
  const watch = new HangWatch(bounds, hung)
  run(watch, 1, 1)
  watch.rest()
  vi.advanceTimersByTime(1e9)
  expect(hung).not.toHaveBeenCalled()
})
