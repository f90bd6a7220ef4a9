import { expect, test } from 'vitest'
import { fromFloat16, toFloat16 } from './float16.ts'

test('every half-precision value comes back as it was', () => {
  const halves = Uint16Array.from({ length: 65_536 }, (_, i) => i).filter(
    (half) => (half & 0x7c00) !== 0x7c00,
  )
  const floats = new Float32Array(halves.length)
  const back = new Uint16Array(halves.length)
  fromFloat16(halves, floats)
  toFloat16(floats, back)
  expect(back).toEqual(halves)
})

test.each([
  [0x3c00, 1],
  [0xc000, -2],
  [0x3555, 0.333251953125],
  [0x7bff, 65_504],
  [0x0001, 2 ** -24],
  [0x7c00, Infinity],
])('0x%s is %d', (half, value) => {
  const floats = new Float32Array(1)
  fromFloat16(Uint16Array.of(half), floats)
  expect(floats[0]).toBe(value)
})

test.each([
  ['halves go to the even neighbour', 1 + 2 ** -11, 0x3c00],
  ['halves go to the even neighbour', 1 + 3 * 2 ** -11, 0x3c02],
  ['a carry raises the exponent', 2 - 2 ** -12, 0x4000],
  ['subnormal numbers are rounded too', 1.5 * 2 ** -24, 0x0002],
  ['too small becomes 0', 2 ** -26, 0],
  ['too large becomes infinite', 65_520, 0x7c00],
  ['just below does not', 65_519, 0x7bff],
])('%s: %d', (_, value, half) => {
  const halves = new Uint16Array(1)
  toFloat16(Float32Array.of(value), halves)
  expect(halves[0]).toBe(half)
})

test('not a number stays none', () => {
  const halves = new Uint16Array(1)
  const floats = new Float32Array(1)
  toFloat16(Float32Array.of(NaN), halves)
  fromFloat16(halves, floats)
  expect(floats[0]).toBeNaN()
})
