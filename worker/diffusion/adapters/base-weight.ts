import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { PaintError } from '#diffusion/errors.ts'
import { dataTypes } from '#diffusion/onnx/graph.ts'
import { fieldsOf, textOf } from '#diffusion/onnx/wire.ts'
import { toFloat32 } from '#diffusion/safetensors/to-float32.ts'
import type { Dtype } from '#diffusion/safetensors/dtype.ts'
import type { ModuleWeight } from './make-adaptable.ts'

const dtypes = new Map<number, Dtype>([
  [dataTypes.float32, 'F32'],
  [dataTypes.float16, 'F16'],
  [dataTypes.bfloat16, 'BF16'],
  [dataTypes.float64, 'F64'],
  [dataTypes.float8e4m3fn, 'F8_E4M3'],
  [dataTypes.float8e5m2, 'F8_E5M2'],
])

/**
 * A module's weight in torch's order (`[out, …]`), float32.
 * @param folder where the files are that the graph's tensors point at
 * @throws PaintError `bad_model` where the file is gone, or the type is none of weights
 */
export async function baseWeight(
  { tensor, transposed }: ModuleWeight,
  folder: string,
): Promise<Float32Array> {
  const dtype = dtypes.get(tensor.dataType)
  const bytes = await tensorBytes(tensor.encoded, folder)
  const values = dtype && bytes && toFloat32(bytes, dtype)
  if (!values)
    throw new PaintError(
      'bad_model',
      `The weight ${tensor.name} of this model can't be read for a LoRA that needs it.`,
    )
  return transposed ? transposedMatrix(values, tensor.dims[0] ?? 0) : values
}

/** TensorProto: `raw_data`, `float_data`, or a piece of a file. */
async function tensorBytes(encoded: Uint8Array, folder: string): Promise<Uint8Array | undefined> {
  const place = new Map<string, string>()
  let bytes: Uint8Array | undefined
  for (const field of fieldsOf(encoded)) {
    // A copy is aligned.
    if (field.number === 9 || field.number === 4) bytes = Uint8Array.from(field.bytes)
    if (field.number !== 13) continue
    const [key, value] = [...fieldsOf(field.bytes)].map(textOf)
    if (key !== undefined && value !== undefined) place.set(key, value)
  }
  const location = place.get('location')
  if (location === undefined) return bytes
  const file = await open(join(folder, location)).catch((cause: unknown) => {
    throw new PaintError('bad_model', `${join(folder, location)} can't be read.`, { cause })
  })
  try {
    const read = new Uint8Array(Number(place.get('length') ?? 0))
    const { bytesRead } = await file.read(read, 0, read.length, Number(place.get('offset') ?? 0))
    if (bytesRead < read.length)
      throw new PaintError('bad_model', `${join(folder, location)} is cut off: fetch it again.`)
    return read
  } finally {
    await file.close()
  }
}

function transposedMatrix(values: Float32Array, rows: number): Float32Array {
  const columns = values.length / rows
  const turned = new Float32Array(values.length)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = values[row * columns + column] ?? 0
  return turned
}
