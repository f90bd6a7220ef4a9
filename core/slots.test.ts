import { expect, test } from 'vitest'
import { nextSlots, type SlotSpeed, withSample } from './slots.ts'

/** A worker that paints so many pictures on a device whose speed at 1, 2, 3 … slots is known; the slots it painted each with. */
function simulate(speedAt: (slots: number, picture: number) => number, pictures: number, most = 8): number[] {
  let speeds: Map<number, SlotSpeed> = new Map()
  let slots = 1
  return Array.from({ length: pictures }, (_, picture) => {
    const used = slots
    // Pictures differ: a tenth up and down.
    speeds = withSample(speeds, used, speedAt(used, picture) * (picture % 2 === 0 ? 1.05 : 0.95))
    slots = nextSlots(speeds, slots, most)
    return used
  })
}
const share = (used: number[], slots: number) => used.filter((one) => one === slots).length / used.length
const of =
  (...speeds: number[]) =>
  (slots: number) =>
    speeds[slots - 1] ?? 0

test('where batching pays, slots grow for as long as it does', () => {
  const used = simulate(of(1, 1.8, 2.4, 2.5, 2.5, 2.5, 2.5, 2.5), 1000)
  expect(share(used.slice(100), 3)).toBeGreaterThan(0.9)
  expect(Math.max(...used)).toBe(4)
})

test('where it gains nothing, it stays at one, but for a look now and then', () => {
  const used = simulate(of(1, 1, 0.9), 1000)
  expect(share(used, 1)).toBeGreaterThan(0.9)
  expect(Math.max(...used)).toBe(2)
})

test('a device that may hold one picture is never tried with two', () => {
  expect(new Set(simulate(of(1, 2), 100, 1))).toEqual(new Set([1]))
  expect(nextSlots(new Map(), 4, 1)).toBe(1)
})

test('it follows a device whose speed changes: another program takes it, and gives it back', () => {
  const busy = (picture: number) => picture >= 600 && picture < 1200
  const used = simulate((slots, picture) => (busy(picture) ? 1 : of(1, 1.9, 2.6, 2.7)(slots)), 2400, 4)
  expect(share(used.slice(300, 600), 3)).toBeGreaterThan(0.9)
  expect(share(used.slice(900, 1200), 1)).toBeGreaterThan(0.8)
  expect(share(used.slice(2000), 3)).toBeGreaterThan(0.8)
})
