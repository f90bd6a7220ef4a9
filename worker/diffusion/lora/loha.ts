import type { Values } from '#diffusion/session/values.ts'
import type { WeightChange } from './weight-change.ts'
import { multiply } from './matrix.ts'
import { Misfit, type ModuleSize } from './module-size.ts'
import { tucker } from './tucker.ts'

/** One of the two matrices whose elementwise product is the change. */
export interface HadamardHalf {
  /** `[out, rank]`; with a core `[rank, out]`. */
  readonly a: Values
  /** `[rank, in · kernel]`; with a core `[rank, in]`. */
  readonly b: Values
  /** `[rank, rank, …kernel]` */
  readonly core: Values | undefined
}

/**
 * LoHa: `(a₁ · b₁) ⊙ (a₂ · b₂)`. Source: FedPara (Hyeon-Woo et al., 2022), in LyCORIS' layout.
 * @throws Misfit
 */
export function loha(
  [first, second]: readonly [HadamardHalf, HadamardHalf],
  size: ModuleSize,
  scale: number,
): WeightChange {
  check('hada_w1', first, size)
  check('hada_w2', second, size)
  const rank = rankOf(first) * rankOf(second)
  if (!first.core && !second.core && rank <= mostFactored(size)) return factored(first, second, size, scale)
  return {
    kind: 'dense',
    delta() {
      const delta = product(first, size)
      const other = product(second, size)
      for (let i = 0; i < delta.length; i++) delta[i] = (delta[i] ?? 0) * (other[i] ?? 0) * scale
      return delta
    },
  }
}

/** From this rank on two factors are no smaller than what they make. */
export function mostFactored({ out, columns }: ModuleSize): number {
  return Math.floor(Math.min(out, columns) / 2)
}

/** The elementwise product of two products is one product of rank r₁ · r₂, of the rows' and the columns' pairwise products. */
function factored(first: HadamardHalf, second: HadamardHalf, size: ModuleSize, scale: number): WeightChange {
  const { out, columns } = size
  const [r1, r2] = [rankOf(first), rankOf(second)]
  const up = new Float32Array(out * r1 * r2)
  const down = new Float32Array(r1 * r2 * columns)
  for (let i = 0; i < r1; i++)
    for (let j = 0; j < r2; j++) {
      const row = i * r2 + j
      for (let o = 0; o < out; o++)
        up[o * r1 * r2 + row] = (first.a.data[o * r1 + i] ?? 0) * (second.a.data[o * r2 + j] ?? 0) * scale
      for (let n = 0; n < columns; n++)
        down[row * columns + n] = (first.b.data[i * columns + n] ?? 0) * (second.b.data[j * columns + n] ?? 0)
    }
  return { kind: 'low-rank', rank: r1 * r2, up, down }
}

function product({ a, b, core }: HadamardHalf, size: ModuleSize): Float32Array {
  const rank = b.dims[0] ?? 0
  if (!core) return multiply(a.data, b.data, size.out, rank, size.columns)
  const m = core.dims[0] ?? 0
  return tucker(core.data, a.data, b.data, { m, n: rank, kernel: size.kernel, out: size.out })
}

function check(what: string, { a, b, core }: HadamardHalf, size: ModuleSize): void {
  const rank = b.dims[0] ?? 0
  if (!core) {
    if (rank === 0 || b.data.length !== rank * size.columns) throw new Misfit(`${what}_b`, b, size)
    if (a.data.length !== size.out * rank || a.dims[0] !== size.out) throw new Misfit(`${what}_a`, a, size)
    return
  }
  const m = core.dims[0] ?? 0
  if (rank === 0 || b.data.length !== rank * size.inputs) throw new Misfit(`${what}_b`, b, size)
  if (a.data.length !== m * size.out || a.dims[0] !== m) throw new Misfit(`${what}_a`, a, size)
  if (core.data.length !== m * rank * size.kernel) throw new Misfit('hada_t', core, size)
}

function rankOf({ b }: HadamardHalf): number {
  return b.dims[0] ?? 0
}
