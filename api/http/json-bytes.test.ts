import { expect, test } from 'vitest'
import { InBase64, jsonBytes } from './json-bytes.ts'

const read = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString())

test('files are read back as base64, wherever they stand, and everything else as JSON.stringify writes it', () => {
  const file = Uint8Array.from({ length: 1000 }, (_, i) => i % 256)
  const part = file.subarray(100, 102)
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const at = new Date(0)
  expect(
    read(
      jsonBytes({
        text: 'é "dragon" 🐉',
        images: [new InBase64(file), new InBase64(part)],
        at,
        none: undefined,
      }),
    ),
  ).toEqual({ text: 'é "dragon" 🐉', images: [base64(file), base64(part)], at: at.toISOString() })
  expect(
    read(jsonBytes({ deep: { file: new InBase64(new Uint8Array()) }, nothing: null, numbers: [1, NaN] })),
  ).toEqual({
    deep: { file: '' },
    nothing: null,
    numbers: [1, null],
  })
})

test('a file that would be written as an object is a bug that shows', () => {
  expect(() => JSON.stringify({ file: new InBase64(new Uint8Array(1)) })).toThrow('jsonBytes')
})
