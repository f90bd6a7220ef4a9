/** A factor and what it is multiplied by. */
export type Term = readonly [factor: number, values: Float32Array]

/**
 * `out = a · x + b · y + …`, element by element, in one pass for up to four terms; `out` may be among the first four.
 * Schedulers spend their time in here, hence the plain loops: this one is short, and a loop for each length is three times as
 * fast as one for all.
 */
export function combine(out: Float32Array, ...terms: readonly Term[]): void {
  const [first, second, third, fourth, ...rest] = terms
  if (!first) return
  if (!second) scale(out, ...first)
  else if (!third) combine2(out, ...first, ...second)
  else if (!fourth) combine3(out, ...first, ...second, ...third)
  else combine4(out, ...first, ...second, ...third, ...fourth)
  if (rest.length > 0) combine(out, [1, out], ...rest)
}

function scale(out: Float32Array, a: number, x: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = a * (x[i] ?? 0)
}

function combine2(out: Float32Array, a: number, x: Float32Array, b: number, y: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = a * (x[i] ?? 0) + b * (y[i] ?? 0)
}

function combine3(
  out: Float32Array,
  a: number,
  x: Float32Array,
  b: number,
  y: Float32Array,
  c: number,
  z: Float32Array,
): void {
  for (let i = 0; i < out.length; i++) out[i] = a * (x[i] ?? 0) + b * (y[i] ?? 0) + c * (z[i] ?? 0)
}

function combine4(
  out: Float32Array,
  a: number,
  x: Float32Array,
  b: number,
  y: Float32Array,
  c: number,
  z: Float32Array,
  d: number,
  w: Float32Array,
): void {
  for (let i = 0; i < out.length; i++) {
    out[i] = a * (x[i] ?? 0) + b * (y[i] ?? 0) + c * (z[i] ?? 0) + d * (w[i] ?? 0)
  }
}
