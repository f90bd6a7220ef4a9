/**
 * The Kronecker product over the first two axes: `a[i, j] · b[k, l, …]` at `[i · c + k, j · d + l, …]`.
 * @param a `[rows, columns]`
 * @param b `[c, d, kernel]`
 */
export function kronecker(
  a: Float32Array,
  [rows, columns]: readonly [number, number],
  b: Float32Array,
  [c, d, kernel]: readonly [number, number, number],
): Float32Array {
  const product = new Float32Array(a.length * b.length)
  const width = d * kernel
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const factor = a[i * columns + j] ?? 0
      for (let k = 0; k < c; k++) {
        const to = (i * c + k) * columns * width + j * width
        for (let l = 0; l < width; l++) product[to + l] = factor * (b[k * width + l] ?? 0)
      }
    }
  return product
}
