import { z } from 'zod'
import { bitsOf, isDtype } from './dtype.ts'
import { duplicateKey } from './duplicate-key.ts'

/** Where one tensor lies in its file. */
export interface TensorEntry {
  /** As the file names it: one of dtype.ts, or one of a later version of the format. */
  readonly dtype: string
  readonly shape: readonly number[]
  /** Of the file, in bytes; not aligned to anything. */
  readonly offset: number
  /** In bytes. */
  readonly length: number
}

export interface SafetensorsHeader {
  /** `__metadata__`: texts that the writer put in; nothing that the format relies on. */
  readonly metadata: ReadonlyMap<string, string>
  readonly tensors: ReadonlyMap<string, TensorEntry>
}

/** The header's length stands before it, as a little-endian number of 64 bits. */
export const lengthBytes = 8
/** The format's own limit. Source: `MAX_HEADER_SIZE` of huggingface/safetensors. */
const maxHeaderBytes = 100_000_000

const size = z.int().nonnegative()
const entry = z.looseObject({
  dtype: z.string(),
  shape: z.array(size),
  data_offsets: z.tuple([size, size]),
})
const texts = z.record(z.string(), z.string())

/** Why a file is no sound safetensors file: the end of a sentence that begins with the file's name. */
export class UnsoundHeader extends Error {}

/**
 * How long the header is.
 * @param start the file's first bytes, at least 8
 * @throws UnsoundHeader when no file of `fileBytes` bytes can hold it
 */
export function headerLength(start: Uint8Array, fileBytes: number): number {
  if (fileBytes < lengthBytes || start.length < lengthBytes)
    throw new UnsoundHeader('is too short to be a safetensors file')
  const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true)
  if (length > maxHeaderBytes)
    throw new UnsoundHeader(`says that its header has ${length} bytes, and more than 100 MB are never read`)
  if (Number(length) > fileBytes - lengthBytes)
    throw new UnsoundHeader('ends within its header: it is damaged or was not downloaded whole')
  return Number(length)
}

/**
 * Reads a header and holds it against the file's size, as the format's own reader does: the tensors must fill the rest of the file
 * without gaps and without sharing a byte, each as long as its shape says.
 * @param text the header's bytes, without the length before them
 * @throws UnsoundHeader
 */
export function parseHeader(text: Uint8Array, fileBytes: number): SafetensorsHeader {
  const json = parseJson(text)
  const metadata = new Map<string, string>()
  const tensors = new Map<string, TensorEntry>()
  const start = lengthBytes + text.length
  for (const [name, value] of Object.entries(json)) {
    if (name === '__metadata__') {
      const parsed = texts.safeParse(value)
      if (!parsed.success && value !== null)
        throw new UnsoundHeader('has metadata in its header that are not texts')
      for (const [key, text] of Object.entries(parsed.data ?? {})) metadata.set(key, text)
      continue
    }
    const parsed = entry.safeParse(value)
    if (!parsed.success) throw new UnsoundHeader(`describes its tensor ${name} in no way that can be read`)
    const { dtype, shape, data_offsets } = parsed.data
    const [begin, end] = data_offsets
    if (end < begin) throw new UnsoundHeader(`has a tensor ${name} that ends before it begins`)
    const length = end - begin
    if (isDtype(dtype) && bytesOf(shape, bitsOf[dtype]) !== length)
      throw new UnsoundHeader(`has a tensor ${name} of another length than its shape says`)
    tensors.set(name, { dtype, shape, offset: start + begin, length })
  }
  checkCover(tensors, start, fileBytes)
  return { metadata, tensors }
}

function parseJson(text: Uint8Array): object {
  let json: unknown
  let source: string
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(text)
    json = JSON.parse(source)
  } catch {
    throw new UnsoundHeader('has a header that is not JSON: it is damaged, or no safetensors file')
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new UnsoundHeader('has a header that is no JSON object: it is damaged, or no safetensors file')
  const twice = duplicateKey(source)
  if (twice !== undefined) throw new UnsoundHeader(`names ${twice} twice in its header`)
  return json
}

function bytesOf(shape: readonly number[], bits: number): number {
  return (shape.reduce((product, side) => product * side, 1) * bits) / 8
}

/** Every byte after the header belongs to exactly one tensor. */
function checkCover(tensors: ReadonlyMap<string, TensorEntry>, start: number, fileBytes: number): void {
  const inOrder = [...tensors].toSorted(([, a], [, b]) => a.offset - b.offset || a.length - b.length)
  let reached = start
  for (const [name, { offset, length }] of inOrder) {
    if (offset < reached) throw new UnsoundHeader(`has a tensor ${name} that overlaps another`)
    if (offset > reached) throw new UnsoundHeader(`has bytes before its tensor ${name} that belong to none`)
    reached = offset + length
  }
  if (reached > fileBytes)
    throw new UnsoundHeader(
      `is ${reached - fileBytes} bytes shorter than its header says: it is damaged or was not downloaded whole`,
    )
  if (reached < fileBytes)
    throw new UnsoundHeader(`goes on for ${fileBytes - reached} bytes after its last tensor`)
}
