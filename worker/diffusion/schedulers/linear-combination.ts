/** `out = a · x`, element by element; `out` may be `x`. */
export function scale(out: Float32Array, a: number, x: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = a * (x[i] ?? 0)
}

/** `out = a · x + b · y`, element by element; `out` may be `x` or `y`. */
export function combine(out: Float32Array, a: number, x: Float32Array, b: number, y: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = a * (x[i] ?? 0) + b * (y[i] ?? 0)
}

/** `out += a · x`, element by element. */
export function addScaled(out: Float32Array, a: number, x: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) + a * (x[i] ?? 0)
}
