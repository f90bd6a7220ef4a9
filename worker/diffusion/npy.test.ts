import { expect, test } from 'vitest'
import { readNpy, writeNpy } from './npy.ts'

test.each([[[2, 3]], [[4]], [[1, 4, 64, 64]]])('%j comes back as it was', (dims) => {
  const data = Float32Array.from({ length: dims.reduce((size, dim) => size * dim, 1) }, (_, i) => i / 7)
  expect(readNpy(writeNpy({ dims, data }))).toEqual({ dims, data })
})

test('the header is what NumPy writes: version 1.0, data at a multiple of 64', () => {
  const file = writeNpy({ dims: [2, 3], data: new Float32Array(6) })
  expect(file.length % 64).toBe(24)
  expect(file.toString('latin1', 0, 128)).toBe(
    `\x93NUMPY\x01\x00v\x00${"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".padEnd(117)}\n`,
  )
})

test.each([
  ['nothing', ''],
  ['a text', 'hello, this is a text'],
  ['float64', `\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }`],
])('%s is refused', (_, text) => {
  expect(() => readNpy(Buffer.from(text, 'latin1'))).toThrow('not a float32 NPY file')
})
