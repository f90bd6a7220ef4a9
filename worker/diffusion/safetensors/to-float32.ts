import { fromFloat16 } from '#diffusion/session/float16.ts'
import type { Dtype } from './dtype.ts'

/**
 * A tensor's bytes, little-endian as the format has them, as float32.
 * @returns undefined for the types that no weights of Stable Diffusion 1.x come in
 */
export function toFloat32(bytes: Uint8Array, dtype: Dtype): Float32Array | undefined {
  switch (dtype) {
    case 'F32':
      return new Float32Array(aligned(bytes))
    case 'F16': {
      const halves = new Uint16Array(aligned(bytes))
      const floats = new Float32Array(halves.length)
      fromFloat16(halves, floats)
      return floats
    }
    case 'BF16': {
      // The upper half of a float32.
      const halves = new Uint16Array(aligned(bytes))
      const words = new Uint32Array(halves.length)
      for (let i = 0; i < words.length; i++) words[i] = (halves[i] ?? 0) << 16
      return new Float32Array(words.buffer)
    }
    case 'F8_E4M3':
      return fromTable(bytes, (e4m3 ??= float8Table(3, 7)))
    case 'F8_E5M2':
      return fromTable(bytes, (e5m2 ??= float8Table(2, 15)))
    case 'F64':
      return Float32Array.from(new Float64Array(aligned(bytes)))
    case 'BOOL':
    case 'U8':
      return Float32Array.from(bytes)
    case 'I8':
      return Float32Array.from(new Int8Array(aligned(bytes)))
    case 'I16':
      return Float32Array.from(new Int16Array(aligned(bytes)))
    case 'U16':
      return Float32Array.from(new Uint16Array(aligned(bytes)))
    case 'I32':
      return Float32Array.from(new Int32Array(aligned(bytes)))
    case 'U32':
      return Float32Array.from(new Uint32Array(aligned(bytes)))
    case 'I64':
      return numbers(new BigInt64Array(aligned(bytes)))
    case 'U64':
      return numbers(new BigUint64Array(aligned(bytes)))
    default:
      return undefined
  }
}

/** A buffer that begins where the bytes do: typed arrays must start at a multiple of their element's size. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes
  return buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength
    ? buffer
    : Uint8Array.from(bytes).buffer
}

function numbers(integers: BigInt64Array | BigUint64Array): Float32Array {
  const floats = new Float32Array(integers.length)
  for (let i = 0; i < floats.length; i++) floats[i] = Number(integers[i])
  return floats
}

let e4m3: Float32Array | undefined
let e5m2: Float32Array | undefined

function fromTable(bytes: Uint8Array, table: Float32Array): Float32Array {
  const floats = new Float32Array(bytes.length)
  for (let i = 0; i < floats.length; i++) floats[i] = table[bytes[i] ?? 0] ?? 0
  return floats
}

/**
 * Every pattern of a float of 8 bits. E4M3 (3 bits of mantissa) has no infinities and one NaN a sign, E5M2 has both as IEEE 754 does.
 * Source: Micikevicius et al., FP8 Formats for Deep Learning.
 */
function float8Table(mantissaBits: 2 | 3, bias: number): Float32Array {
  const ones = 2 ** mantissaBits
  const largest = 2 ** (7 - mantissaBits) - 1
  return Float32Array.from({ length: 256 }, (_, byte) => {
    const sign = byte & 0x80 ? -1 : 1
    const exponent = (byte & 0x7f) >> mantissaBits
    const mantissa = byte & (ones - 1)
    if (exponent === largest && mantissaBits === 2) return mantissa ? NaN : sign * Infinity
    if (exponent === largest && mantissa === ones - 1) return NaN
    return exponent === 0
      ? sign * (mantissa / ones) * 2 ** (1 - bias)
      : sign * (1 + mantissa / ones) * 2 ** (exponent - bias)
  })
}
