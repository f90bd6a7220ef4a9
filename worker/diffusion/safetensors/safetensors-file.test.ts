import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeSafetensors, float32, withHeader, type TensorBytes } from '#test/support/encode-safetensors.ts'
import { PaintError } from '#diffusion/errors.ts'
import { readSafetensors, readTensors } from './safetensors-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safetensors-'))
})
afterAll(async () => rm(folder, { recursive: true }))

let files = 0
async function written(bytes: Uint8Array): Promise<string> {
  const path = join(folder, `file-${files++}.safetensors`)
  await writeFile(path, bytes)
  return path
}

/** What somebody who uses this file is told. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const path = await written(bytes)
  const error = await readSafetensors(path).catch((error: unknown) => error)
  if (!(error instanceof PaintError)) throw new Error(`Not refused: ${String(error)}`)
  expect(error.code).toBe('bad_model')
  expect(error.message.startsWith(path)).toBe(true)
  return error.message.slice(path.length + 1)
}

const entry = (shape: number[], begin: number, end: number, dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
})

it('reads names, shapes and metadata, and the tensors as float32', async () => {
  const path = await written(
    encodeSafetensors(
      { alpha: float32([], [4]), weight: float32([2, 2], [1, 2, 3, -4]), empty: float32([0, 3], []) },
      { format: 'pt' },
    ),
  )
  const file = await readSafetensors(path)
  expect(file.metadata).toEqual(new Map([['format', 'pt']]))
  expect([...file.tensors.keys()]).toEqual(['alpha', 'weight', 'empty'])
  const tensors = await readTensors(file, file.tensors.keys())
  expect(tensors.get('alpha')).toEqual({ dims: [], data: Float32Array.of(4) })
  expect(tensors.get('weight')).toEqual({ dims: [2, 2], data: Float32Array.of(1, 2, 3, -4) })
  expect(tensors.get('empty')?.data).toHaveLength(0)
})

const typed: [TensorBytes['dtype'], number[], number[]][] = [
  ['F16', [0x00, 0x3c, 0x01, 0x00, 0x00, 0xfc], [1, 2 ** -24, -Infinity]],
  ['BF16', [0x80, 0x3f, 0x49, 0xc0], [1, -3.140625]],
  ['F64', [...new Uint8Array(Float64Array.of(0.1, -2).buffer)], [Math.fround(0.1), -2]],
  ['F8_E4M3', [0x38, 0xfe, 0x01, 0x80], [1, -448, 2 ** -9, -0]],
  ['F8_E5M2', [0x3c, 0x7b, 0x01, 0xfc], [1, 57_344, 2 ** -16, -Infinity]],
  ['I8', [0xff, 0x7f], [-1, 127]],
  ['U8', [0xff], [255]],
  ['BOOL', [1, 0], [1, 0]],
  ['I16', [0xfe, 0xff], [-2]],
  ['U16', [0xfe, 0xff], [65_534]],
  ['I32', [0xfe, 0xff, 0xff, 0xff], [-2]],
  ['U32', [0xff, 0xff, 0xff, 0xff], [2 ** 32]],
  ['I64', [0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [-3]],
  ['U64', [0, 0, 0, 0, 1, 0, 0, 0], [2 ** 32]],
]
it.each(typed)('reads %s', async (dtype, bytes, values) => {
  const tensor = { dtype, shape: [values.length], bytes: Uint8Array.from(bytes) }
  // One byte before it: data in a safetensors file is aligned to nothing.
  const odd = { dtype: 'U8', shape: [1], bytes: Uint8Array.of(0) } as const
  const file = await readSafetensors(await written(encodeSafetensors({ odd, tensor })))
  const tensors = await readTensors(file, ['tensor'])
  expect([...(tensors.get('tensor')?.data ?? [])]).toEqual(values)
})

it('takes a header in another order than the data, with spaces behind it and a tensor called __proto__', async () => {
  const header = `{"b":${JSON.stringify(entry([1], 4, 8))},"__proto__":${JSON.stringify(entry([1], 0, 4))}}   `
  const file = await readSafetensors(
    await written(withHeader(header, new Uint8Array(Float32Array.of(1, 2).buffer))),
  )
  const tensors = await readTensors(file, ['b', '__proto__'])
  expect([...tensors.values()].map(({ data }) => [...data])).toEqual([[2], [1]])
})

const unsound: [string, Uint8Array, RegExp][] = [
  ['no bytes', new Uint8Array(), /^is too short/],
  ['a header of 2 GB', Buffer.from('0000008000000000', 'hex'), /2147483648 bytes, and more than 100 MB/],
  ['a header of 2^63 bytes', Buffer.from('0000000000000080', 'hex'), /more than 100 MB/],
  ['a header past the end', Buffer.from('ff00000000000000', 'hex'), /^ends within its header/],
  ['no JSON', withHeader('{"a":'), /not JSON/],
  ['broken UTF-8', Buffer.from('020000000000000022ff', 'hex'), /not JSON/],
  ['an array', withHeader('[]'), /no JSON object/],
  ['no shape', withHeader('{"a":{"dtype":"F32","data_offsets":[0,4]}}'), /tensor a in no way/],
  ['a negative side', withHeader(JSON.stringify({ a: entry([-1], 0, 4) }), new Uint8Array(4)), /tensor a/],
  ['an end before the start', withHeader(JSON.stringify({ a: entry([1], 4, 0) })), /before it begins/],
  [
    'a wrong length',
    withHeader(JSON.stringify({ a: entry([3], 0, 4) }), new Uint8Array(4)),
    /another length/,
  ],
  [
    'a product past 2^64',
    withHeader(JSON.stringify({ a: entry([2 ** 40, 2 ** 40], 0, 4) }), new Uint8Array(4)),
    /another length/,
  ],
  [
    'an overlap',
    withHeader(JSON.stringify({ a: entry([2], 0, 8), b: entry([2], 4, 12) }), new Uint8Array(12)),
    /tensor b that overlaps/,
  ],
  [
    'a gap',
    withHeader(JSON.stringify({ a: entry([1], 0, 4), b: entry([1], 8, 12) }), new Uint8Array(12)),
    /bytes before its tensor b/,
  ],
  [
    'data past the end',
    withHeader(JSON.stringify({ a: entry([4], 0, 16) }), new Uint8Array(9)),
    /is 7 bytes shorter than its header says/,
  ],
  ['data after the last tensor', withHeader('{}', new Uint8Array(3)), /goes on for 3 bytes/],
  [
    'a key twice',
    withHeader(
      `{"a":${JSON.stringify(entry([1], 0, 4))},"\\u0061":${JSON.stringify(entry([1], 0, 4))}}`,
      new Uint8Array(4),
    ),
    /names a twice/,
  ],
  [
    'a shape twice',
    withHeader('{"a":{"dtype":"U8","shape":[1],"shape":[4],"data_offsets":[0,4]}}', new Uint8Array(4)),
    /names shape twice/,
  ],
  ['metadata that are no texts', withHeader('{"__metadata__":{"a":1}}'), /metadata/],
  ['a pickle', Buffer.from('\u0080\u0002}q\u0000X\u0000\u0000\u0000', 'latin1'), /^is a pickle/],
  ['a zip', Buffer.from('PK\u0003\u0004\u0000\u0000\u0008\u0008', 'latin1'), /^is a pickle/],
  ['a web page', Buffer.from('<!DOCTYPE html><html>'), /^is a web page/],
  ['a pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), /^is a Git LFS pointer/],
]
it.each(unsound)('refuses %s', async (_, bytes, why) => {
  expect(await refusal(bytes)).toMatch(why)
})

it('says of every damaged file one sentence, or reads it', async () => {
  const sound = encodeSafetensors(
    { a: float32([2], [1, 2]), 'b.weight': float32([1], [3]) },
    { format: 'pt' },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.nat(sound.length),
      async (changes, length) => {
        const bytes = Uint8Array.from(sound)
        for (const [at, byte] of changes) bytes[at] = byte
        const path = await written(bytes.subarray(0, length))
        const outcome = await readSafetensors(path)
          .then(async (file) => readTensors(file, file.tensors.keys()))
          .catch((error: unknown) => error)
        expect(outcome instanceof Map || outcome instanceof PaintError).toBe(true)
      },
    ),
    { numRuns: 200 },
  )
})

it('refuses a file that has changed since its header was read', async () => {
  const path = await written(encodeSafetensors({ a: float32([2], [1, 2]) }))
  const file = await readSafetensors(path)
  await truncate(path, file.size - 4)
  await expect(readTensors(file, ['a'])).rejects.toThrow(`${path} was changed while it was in use`)
})

it('names a file that is not there, and a folder', async () => {
  await expect(readSafetensors(join(folder, 'none.safetensors'))).rejects.toThrow(/^There is no file/)
  await expect(readSafetensors(folder)).rejects.toThrow(/is a folder/)
})
