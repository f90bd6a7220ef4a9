import type { Dtype } from '#diffusion/safetensors/dtype.ts'

/** A tensor to be written: its bytes as they are. */
export interface TensorBytes {
  dtype: Dtype
  shape: readonly number[]
  bytes: Uint8Array
}

/** The bytes of a safetensors file with these tensors, one after another. */
export function encodeSafetensors(
  tensors: Record<string, TensorBytes>,
  metadata?: Record<string, string>,
): Uint8Array {
  let end = 0
  const entries = Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => {
    const begin = end
    end += bytes.length
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const
  })
  const header = JSON.stringify({
    ...(metadata && { __metadata__: metadata }),
    ...Object.fromEntries(entries),
  })
  return withHeader(header, Buffer.concat(Object.values(tensors).map(({ bytes }) => bytes)))
}

/** A file with this text for a header, whatever it says. */
export function withHeader(header: string, data: Uint8Array = new Uint8Array()): Uint8Array {
  const length = Buffer.alloc(8)
  const text = Buffer.from(header)
  length.writeBigUInt64LE(BigInt(text.length))
  return Buffer.concat([length, text, data])
}

export function float32(shape: readonly number[], values: readonly number[]): TensorBytes {
  return { dtype: 'F32', shape, bytes: new Uint8Array(Float32Array.from(values).buffer) }
}
