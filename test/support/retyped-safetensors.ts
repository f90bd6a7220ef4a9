import { parseHeader } from '#diffusion/safetensors/header.ts'
import { toFloat32 } from '#diffusion/safetensors/to-float32.ts'
import { isDtype } from '#diffusion/safetensors/dtype.ts'
import { encodeSafetensors } from './encode-safetensors.ts'

type FloatType = 'F32' | 'F64' | 'BF16'

/** A safetensors file with its floats stored as other types; bfloat16 drops what it has no place for. */
export function retyped(file: Buffer, typeOf: (name: string) => FloatType): Buffer {
  const { tensors, metadata } = parseHeader(file.subarray(8, 8 + Number(file.readBigUInt64LE())), file.length)
  const entries = [...tensors].map(([name, { dtype, shape, offset, length }]) => {
    const bytes = Uint8Array.from(file.subarray(offset, offset + length))
    if (!isDtype(dtype) || !/^B?F/.test(dtype))
      return [name, { dtype: 'U8', shape: [length], bytes }] as const
    const values = toFloat32(bytes, dtype) ?? new Float32Array()
    const type = typeOf(name)
    return [name, { dtype: type, shape, bytes: encoded(values, type) }] as const
  })
  return Buffer.from(encodeSafetensors(Object.fromEntries(entries), Object.fromEntries(metadata)))
}

function encoded(values: Float32Array, type: FloatType): Uint8Array {
  switch (type) {
    case 'F32':
      return new Uint8Array(values.buffer)
    case 'F64':
      return new Uint8Array(Float64Array.from(values).buffer)
    case 'BF16': {
      const words = new Uint16Array(values.buffer)
      return new Uint8Array(
        Uint16Array.from({ length: values.length }, (_, i) => words[2 * i + 1] ?? 0).buffer,
      )
    }
  }
}
