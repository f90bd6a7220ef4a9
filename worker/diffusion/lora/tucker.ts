import { multiply, transpose } from './matrix.ts'

/**
 * `Σ_mn core[m, n, …] · up[m, out] · down[n, in]` as `[out, in, …]`: a convolution's weight out of a small one and two matrices.
 * @param core `[m, n, kernel]`
 * @param up `[m, out]`
 * @param down `[n, in]`
 */
export function tucker(
  core: Float32Array,
  up: Float32Array,
  down: Float32Array,
  { m, n, kernel, out }: { m: number; n: number; kernel: number; out: number },
): Float32Array {
  return multiply(
    transpose(up, m, out),
    tuckerDown(core, down, { m, n, kernel }),
    out,
    m,
    (down.length / n) * kernel,
  )
}

/** The half of it that is a convolution by itself: `Σ_n core[m, n, …] · down[n, in]` as `[m, in, …]`. */
export function tuckerDown(
  core: Float32Array,
  down: Float32Array,
  { m, n, kernel }: { m: number; n: number; kernel: number },
): Float32Array {
  const inputs = down.length / n
  const turned = transpose(down, n, inputs)
  const weight = new Float32Array(m * inputs * kernel)
  for (let i = 0; i < m; i++)
    weight.set(
      multiply(turned, core.subarray(i * n * kernel, (i + 1) * n * kernel), inputs, n, kernel),
      i * inputs * kernel,
    )
  return weight
}
