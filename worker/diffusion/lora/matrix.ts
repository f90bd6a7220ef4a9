/** `a · b`: `[rows, inner]` times `[inner, columns]`, row-major. Sums are kept as float64. */
export function multiply(
  a: Float32Array,
  b: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): Float32Array {
  const product = new Float32Array(rows * columns)
  const sums = new Float64Array(columns)
  for (let row = 0; row < rows; row++) {
    sums.fill(0)
    for (let i = 0; i < inner; i++) {
      const factor = a[row * inner + i] ?? 0
      if (factor === 0) continue
      const from = i * columns
      for (let column = 0; column < columns; column++)
        sums[column] = (sums[column] ?? 0) + factor * (b[from + column] ?? 0)
    }
    product.set(sums, row * columns)
  }
  return product
}

/** `[columns, rows]` of `[rows, columns]`. */
export function transpose(a: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(a.length)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = a[row * columns + column] ?? 0
  return turned
}

export function scaled(a: Float32Array, factor: number): Float32Array {
  return factor === 1 ? a : a.map((value) => value * factor)
}
