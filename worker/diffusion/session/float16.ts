const float = new Float32Array(1)
const bits = new Uint32Array(float.buffer)

/** IEEE 754 half precision, rounded to nearest even; past 65504 it is infinite. */
export function toFloat16(from: Float32Array, to: Uint16Array): void {
  for (let i = 0; i < to.length; i++) {
    float[0] = from[i] ?? 0
    const word = bits[0] ?? 0
    const sign = (word >>> 16) & 0x8000
    const exponent = (word >>> 23) & 0xff
    const mantissa = word & 0x7fffff
    if (exponent === 0xff) to[i] = sign | 0x7c00 | (mantissa ? 0x200 : 0)
    else if (exponent >= 113) {
      // A carry out of the mantissa raises the exponent, as rounding up to the next power of two should.
      const half = ((exponent - 112) << 10) | (mantissa >>> 13)
      const rest = mantissa & 0x1fff
      const rounded = half + (rest > 0x1000 || (rest === 0x1000 && half & 1) ? 1 : 0)
      to[i] = sign | Math.min(rounded, 0x7c00)
    } else if (exponent >= 102) {
      const shift = 126 - exponent
      const full = mantissa | 0x800000
      const half = full >>> shift
      const rest = full & ((1 << shift) - 1)
      const middle = 1 << (shift - 1)
      to[i] = sign | (half + (rest > middle || (rest === middle && half & 1) ? 1 : 0))
    } else to[i] = sign
  }
}

/** Every half-precision pattern as float32: a look-up is the fastest way back. Made at the first use (256 KB). */
let table: Float32Array | undefined

export function fromFloat16(from: Uint16Array, to: Float32Array): void {
  table ??= Float32Array.from({ length: 65_536 }, (_, half) => halfValue(half))
  for (let i = 0; i < to.length; i++) to[i] = table[from[i] ?? 0] ?? 0
}

function halfValue(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 0x1f
  const mantissa = half & 0x3ff
  if (exponent === 0x1f) return mantissa ? NaN : sign * Infinity
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1024 + mantissa) * 2 ** (exponent - 25)
}
