import { describe, expect, test } from 'vitest'
import { philox, philoxNoise } from './philox.ts'

/** Known answers of Random123 1.14 (`tests/kat_vectors`, philox4x32 with 10 rounds). */
const knownAnswers = [
  {
    counter: [0, 0, 0, 0],
    key: [0, 0] as const,
    words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff] as const,
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0] as const,
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
]

test.each(knownAnswers)('Philox4x32-10 gives $words', ({ counter, key, words }) => {
  const block = Uint32Array.from(counter)
  philox(block, key)
  expect([...block]).toEqual(words)
})

describe("CUDA's torch.randn", () => {
  test('has the values of torch.cuda with seed 0', () => {
    // torch.randn((3, 4), device="cuda") after manual_seed(0), as A1111's rng_philox.py quotes it.
    const expected = [
      -0.92466259, -0.42534415, -2.6438457, 0.14518388, -0.12086647, -0.57972564, -0.62285122, -0.32838709,
      -1.07454231, -0.36314407, -1.67105067, 2.26550497,
    ]
    const values = new Float32Array(12)
    philoxNoise(0).draw(values)
    for (const [i, value] of expected.entries()) expect(values[i]).toBeCloseTo(value, 6)
  })

  test('is standard normal', () => {
    const values = new Float32Array(4 * 64 * 64)
    philoxNoise(42).draw(values)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(variance - 1)).toBeLessThan(0.03)
  })

  test('is other noise in the next draw, and the same again from the same seed', () => {
    const noise = philoxNoise(7)
    const [first, second, again] = [new Float32Array(16), new Float32Array(16), new Float32Array(16)]
    noise.draw(first)
    noise.draw(second)
    philoxNoise(7).draw(again)
    expect(second).not.toEqual(first)
    expect(again).toEqual(first)
  })

  test('knows seeds past 32 bits', () => {
    const [low, high] = [new Float32Array(16), new Float32Array(16)]
    philoxNoise(1).draw(low)
    philoxNoise(2 ** 32 + 1).draw(high)
    expect(high).not.toEqual(low)
  })
})
