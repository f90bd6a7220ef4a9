import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportParts } from './export-parts.ts'

const mebibyte = 1024 * 1024

test('parts are filled in order, and what fits in none is named', () => {
  const sizes = [4, 4, 4, 11, 1]
  const pictures = sizes.map((size, i) => ({ id: String(i), bytes: size * mebibyte, words: 100 }))
  expect(exportParts(pictures, 10 * mebibyte)).toEqual({
    parts: [
      ['0', '1'],
      ['2', '4'],
    ],
    tooLarge: ['3'],
  })
  expect(exportParts([], mebibyte)).toEqual({ parts: [], tooLarge: [] })
})

test('whatever the sizes: nothing is lost, and no part is larger than the limit', () => {
  const size = fc.record({ bytes: fc.integer({ min: 0, max: 3 * mebibyte }), words: fc.nat(8000) })
  fc.assert(
    fc.property(fc.array(size), (sizes) => {
      const pictures = sizes.map((one, i) => ({ id: String(i), ...one }))
      const { parts, tooLarge } = exportParts(pictures, 2 * mebibyte)
      expect([...parts.flat(), ...tooLarge].toSorted()).toEqual(pictures.map(({ id }) => id).toSorted())
      for (const part of parts) {
        const bytes = part.reduce((sum, id) => sum + (pictures[Number(id)]?.bytes ?? 0), 0)
        expect(bytes).toBeLessThan(2 * mebibyte)
        expect(part).not.toHaveLength(0)
      }
    }),
  )
})
