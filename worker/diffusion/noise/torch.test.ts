import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { torchNoise } from './torch.ts'

const draw = z.object({
  shape: z.array(z.number()),
  first: z.array(z.number()),
  last: z.array(z.number()).optional(),
  sum: z.number().optional(),
})
const golden = z
  .object({
    draws: z.array(draw.extend({ seed: z.number() })),
    sequences: z.array(z.object({ seed: z.number(), draws: z.array(draw) })),
  })
  .parse(JSON.parse(await readFile('test/fixtures/diffusers/torch_randn.json', 'utf8')))

/** The largest difference of a draw from torch's: its first values, its last, and a value's share of its sum's. */
function difference(values: Float32Array, { first, last, sum }: z.infer<typeof draw>): number {
  const total = values.reduce((total, value) => total + value, 0)
  return Math.max(
    ...differences(values, first),
    ...(last ? differences(values.slice(-last.length), last) : []),
    ...(sum === undefined ? [] : [Math.abs(total - sum) / values.length]),
  )
}

function differences(actual: Float32Array, wanted: number[]): number[] {
  return wanted.map((value, i) => Math.abs(value - (actual[i] ?? Number.NaN)))
}

const length = (shape: number[]) => shape.reduce((product, side) => product * side, 1)

describe('torch.randn of the CPU', () => {
  test.each(golden.draws)('seed $seed, shape $shape', (expected) => {
    const values = new Float32Array(length(expected.shape))
    torchNoise(expected.seed).draw(values)
    expect(difference(values, expected)).toBeLessThan(1e-6)
  })

  test.each(golden.sequences)('several draws from seed $seed', ({ seed, draws }) => {
    const noise = torchNoise(seed)
    for (const expected of draws) {
      const values = new Float32Array(length(expected.shape))
      noise.draw(values)
      expect(difference(values, expected)).toBeLessThan(1e-6)
    }
  })

  test('a uniform value of 0 gives a radius of 0', () => {
    // The only 24 bits of which the logarithm is 0: with seed 76519 word 497 is such a one, which makes values 497 and 505.
    const values = new Float32Array(512)
    torchNoise(76519).draw(values)
    expect(values.every(Number.isFinite)).toBe(true)
    expect(Math.abs(values[497] ?? 1) + Math.abs(values[505] ?? 1)).toBe(0)
  })
})
