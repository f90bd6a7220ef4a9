import { basename } from 'node:path'
import { PaintError } from '#diffusion/errors.ts'
import type { DataType } from '#diffusion/onnx/graph.ts'
import type { SafetensorsFile } from '#diffusion/safetensors/safetensors-file.ts'

/** A weight in a safetensors file, as a graph points at it. */
export interface StoredWeight {
  /** The file's name without its folder. */
  readonly file: string
  readonly name: string
  readonly type: DataType
  readonly shape: readonly number[]
  /** Of the file, in bytes; not aligned to anything. */
  readonly offset: number
  /** In bytes. */
  readonly length: number
}

/** The types that weights are stored in and onnxruntime can turn into float32. */
const types = new Map<string, DataType>([
  ['F32', 'float32'],
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
  ['F64', 'float64'],
  ['F8_E4M3', 'float8e4m3fn'],
  ['F8_E5M2', 'float8e5m2'],
])

/** A part of a checkpoint: its weights by the keys of the original layout, without the part's prefix. */
export interface Weights {
  /** @throws PaintError `bad_model` naming what is missing, or stored as a type that no weight has */
  get(key: string): StoredWeight
  has(key: string): boolean
}

/** The weights whose keys begin with `prefix`. `rename` makes the file's name of a key of the original layout. */
export function weightsOf(
  file: SafetensorsFile,
  prefix: string,
  rename: (key: string) => string = (key) => key,
): Weights {
  const nameOf = (key: string) => prefix + rename(key)
  return {
    has: (key) => file.tensors.has(nameOf(key)),
    get(key) {
      const name = nameOf(key)
      const entry = file.tensors.get(name)
      if (!entry) {
        throw new PaintError(
          'bad_model',
          `${file.path} lacks the tensor ${name}, so it is no whole checkpoint of Stable Diffusion 1.x: fetch it again.`,
        )
      }
      const type = types.get(entry.dtype)
      if (!type) {
        throw new PaintError(
          'bad_model',
          `${file.path} holds ${name} as ${entry.dtype}, which is no type of weights that can be painted with: get an fp16 or fp32 version of it.`,
        )
      }
      const { shape, offset, length } = entry
      return { file: basename(file.path), name, type, shape, offset, length }
    },
  }
}
