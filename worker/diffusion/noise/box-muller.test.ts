import { expect, test } from 'vitest'
import { log, writePair } from './box-muller.ts'

const many = Array.from({ length: 5000 }, (_, i) => i / 5000)

test('the logarithm is that of Math.log', () => {
  for (const part of [...many, 1]) {
    const x = Math.max(1, 2 ** (32 * part) - 0.5)
    expect(Math.abs(log(x) - Math.log(x))).toBeLessThan(1e-11)
  }
})

test('a pair is radius times cosine and sine', () => {
  const pair = new Float32Array(2)
  for (const part of [...many, 1]) {
    const angle = 2 * Math.PI * part
    writePair(pair, 0, 1, 3, angle)
    expect(pair[0]).toBeCloseTo(3 * Math.cos(angle), 6)
    expect(pair[1]).toBeCloseTo(3 * Math.sin(angle), 6)
  }
})
