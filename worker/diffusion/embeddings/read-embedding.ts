import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { PaintError } from '#diffusion/errors.ts'
import { readSafetensors, readTensors } from '#diffusion/safetensors/safetensors-file.ts'
import type { Values } from '#diffusion/session/values.ts'
import { readTorchFile } from './torch-file.ts'

/** A textual inversion (Gal et al. 2022): vectors that stand in place of the tokens of its name. */
export interface Embedding {
  /** The file's name without its extension. */
  readonly name: string
  readonly vectors: number
  /** Numbers of a vector: 768 for Stable Diffusion 1.x. */
  readonly width: number
  /** Float32 `[vectors, width]`. */
  readonly values: Float32Array
  /** The first twelve digits of the file's SHA-256, as A1111 writes them into pictures ("TI hashes"). */
  readonly hash: string
}

/** More than a chunk's tokens never fit into one. */
export const mostVectors = 75
/** One of 75 vectors of SDXL's two encoders has 0.6 MB; what is larger is something else. */
const mostBytes = 50e6
const hashDigits = 12

/** @throws PaintError `bad_model` for what is no textual inversion, and for pickles that hold more than tensors */
export async function readEmbedding(name: string, path: string): Promise<Embedding> {
  const { size } = await stat(path)
  if (size > mostBytes) throw notOne(path, 'it is too large for one')
  const bytes = await readFile(path)
  const tensor = path.toLowerCase().endsWith('.safetensors')
    ? await fromSafetensors(path)
    : fromTorch(bytes, path)
  const [vectors = 1, width = 0] = tensor.dims.length === 1 ? [1, tensor.dims[0]] : tensor.dims
  if (tensor.dims.length < 1 || tensor.dims.length > 2 || vectors < 1 || width < 1) {
    throw notOne(path, `its tensor has the shape ${tensor.dims.join('x') || 'of a number'}`)
  }
  if (vectors > mostVectors) {
    throw notOne(path, `it has ${vectors} vectors, and more than ${mostVectors} fit into no prompt`)
  }
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, hashDigits)
  return { name, vectors, width, values: tensor.data, hash }
}

async function fromSafetensors(path: string): Promise<Values> {
  const file = await readSafetensors(path)
  const names = [...file.tensors.keys()]
  if (names.includes('clip_g') && names.includes('clip_l')) throw forSdxl(path)
  const name = names.find((each) => each === 'emb_params') ?? (names.length === 1 ? names[0] : undefined)
  if (name === undefined) throw notOne(path, `it has ${names.length} tensors`)
  const tensor = (await readTensors(file, [name])).get(name)
  if (!tensor) throw new Error(`readTensors gave no ${name}.`)
  return tensor
}

/** A1111's `{string_to_param: {'*': tensor}}`, or diffusers' `{name: tensor}`. */
function fromTorch(bytes: Uint8Array, path: string): Values {
  const value = readTorchFile(bytes, path)
  if (!(value instanceof Map)) throw notOne(path, 'it holds no vectors')
  const named = value.get('string_to_param')
  const tensors = named instanceof Map ? named : value
  if (tensors.has('clip_g') && tensors.has('clip_l')) throw forSdxl(path)
  const found = [...tensors.values()].filter(isTensor)
  const [tensor] = found
  if (!tensor || (found.length > 1 && !(named instanceof Map))) {
    throw notOne(path, `it has ${found.length} tensors`)
  }
  return tensor
}

function isTensor(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && 'dims' in value && 'data' in value
}

function notOne(path: string, why: string): PaintError {
  return new PaintError('bad_model', `${path} is no textual inversion: ${why}.`)
}

function forSdxl(path: string): PaintError {
  return new PaintError(
    'bad_model',
    `${path} is a textual inversion for SDXL: use one for Stable Diffusion 1.5.`,
  )
}
