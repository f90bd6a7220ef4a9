import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planTiles, tileShares, tileStarts } from './plan-tiles.ts'

const multipleOf8 = (least: number, most: number) => fc.integer({ min: least, max: most }).map((n) => n * 8)
/** A side, a tile and its overlap, as pictures have them. */
const sides = fc
  .record({ length: multipleOf8(1, 512), tile: multipleOf8(2, 96), overlap: multipleOf8(1, 24) })
  .filter(({ tile, overlap }) => overlap * 2 <= tile)

test('tiles cover every pixel, begin on a latent, end at the edge and overlap by at least what was asked', () => {
  fc.assert(
    fc.property(sides, ({ length, tile, overlap }) => {
      const starts = tileStarts(length, tile, overlap)
      expect(starts[0]).toBe(0)
      expect(starts.every((start) => start % 8 === 0)).toBe(true)
      const side = Math.min(tile, length)
      expect((starts.at(-1) ?? NaN) + side).toBe(length)
      for (const [i, start] of starts.slice(1).entries())
        expect((starts[i] ?? NaN) + side - start).toBeGreaterThanOrEqual(overlap)
    }),
  )
})

test('their shares in each pixel sum up to one and jump nowhere', () => {
  fc.assert(
    fc.property(sides, ({ length, tile, overlap }) => {
      const side = Math.min(tile, length)
      const starts = tileStarts(length, side, overlap)
      const shares = tileShares(starts, side)
      const sums = new Float64Array(length)
      for (const [i, share] of shares.entries()) {
        for (const [x, value] of share.entries()) {
          const at = (starts[i] ?? 0) + x
          sums[at] = (sums[at] ?? 0) + value
        }
        for (let x = 1; x < side; x++)
          expect(Math.abs((share[x] ?? 0) - (share[x - 1] ?? 0))).toBeLessThanOrEqual(1 / overlap + 1e-6)
      }
      for (const sum of sums) expect(sum).toBeCloseTo(1, 5)
    }),
    {
      numRuns: 30,
      // Three tiles lie over each other here and there, since each begins on a latent.
      examples: [[{ length: 536, tile: 352, overlap: 176 }], [{ length: 224, tile: 48, overlap: 24 }]],
    },
  )
})

test('1024 × 1536 in tiles of 512: three by four, and a small picture is one', () => {
  const tile = { width: 512, height: 512, overlap: 128 }
  const tiles = planTiles({ width: 1024, height: 1536 }, tile)
  expect(tiles).toHaveLength(12)
  expect(tiles.at(-1)).toEqual({ left: 512, top: 1024, width: 512, height: 512 })
  expect(planTiles({ width: 512, height: 256 }, tile)).toEqual([{ left: 0, top: 0, width: 512, height: 256 }])
})
