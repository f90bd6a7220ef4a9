import type { Values } from '#diffusion/session/values.ts'
import type { WeightChange } from './weight-change.ts'
import { kronecker } from './kronecker.ts'
import { mostFactored } from './loha.ts'
import { multiply, scaled } from './matrix.ts'
import { Misfit, type ModuleSize } from './module-size.ts'
import { tucker } from './tucker.ts'

/** A factor of the Kronecker product: whole, or a product itself. */
export type KroneckerHalf =
  | { readonly whole: Values }
  /** `a` `[rows, rank]`, `b` `[rank, columns · kernel]`; with a core `[rank, rank, …kernel]` `a` is `[rank, rows]`. */
  | { readonly a: Values; readonly b: Values; readonly core: Values | undefined }

/**
 * LoKr: the Kronecker product of a small matrix and a larger one. Only a factored one has a rank to divide alpha by.
 * Source: Yeh et al., 2024 (LyCORIS).
 * @throws Misfit
 */
export function lokr(
  first: KroneckerHalf,
  second: KroneckerHalf,
  size: ModuleSize,
  scale: (rank: number) => number,
): WeightChange {
  const rows = rowsOf(first)
  const columns = numbersOf(first) / rows
  const c = rowsOf(second)
  const d = size.inputs / columns
  if (!Number.isInteger(columns) || !Number.isInteger(d)) throw new Misfit('lokr_w1', shown(first), size)
  if (rows * c !== size.out || numbersOf(second) * columns * rows !== size.out * size.columns)
    throw new Misfit('lokr_w2', shown(second), size)
  const factor = scaleOf(first, second, scale)
  const w1 = () => scaled(matrix(first, 1), factor)
  const rank = rankOf(second)
  if (rank !== undefined && !('whole' in second) && !second.core && columns * rank <= mostFactored(size)) {
    // (w₁ ⊗ a · b) = (w₁ ⊗ a) · (1 ⊗ b)
    const { a, b } = second
    return {
      kind: 'low-rank',
      rank: columns * rank,
      up: kronecker(w1(), [rows, columns], a.data, [c, rank, 1]),
      down: kronecker(identity(columns), [columns, columns], b.data, [rank, d, size.kernel]),
    }
  }
  return {
    kind: 'dense',
    delta: () => kronecker(w1(), [rows, columns], matrix(second, size.kernel), [c, d, size.kernel]),
  }
}

/** Alpha is divided by the rank of the second factor, else of the first; where both are whole it says nothing. */
function scaleOf(first: KroneckerHalf, second: KroneckerHalf, scale: (rank: number) => number): number {
  const rank = rankOf(second) ?? rankOf(first)
  return rank === undefined ? 1 : scale(rank)
}

function rankOf(half: KroneckerHalf): number | undefined {
  return 'whole' in half ? undefined : (half.b.dims[0] ?? 1)
}

function rowsOf(half: KroneckerHalf): number {
  if ('whole' in half) return half.whole.dims[0] ?? 1
  return (half.core ? half.a.dims[1] : half.a.dims[0]) ?? 1
}

/** How many numbers the factor has once it is multiplied out. */
function numbersOf(half: KroneckerHalf): number {
  if ('whole' in half) return half.whole.data.length
  const { a, b, core } = half
  const rank = b.dims[0] ?? 1
  if (!core) return (a.data.length / rank) * (b.data.length / rank)
  const m = core.dims[0] ?? 1
  const kernel = core.data.length / (m * rank)
  return (a.data.length / m) * (b.data.length / rank) * kernel
}

function shown(half: KroneckerHalf): Values {
  return 'whole' in half ? half.whole : half.b
}

function matrix(half: KroneckerHalf, kernel: number): Float32Array {
  if ('whole' in half) return half.whole.data
  const { a, b, core } = half
  const rank = b.dims[0] ?? 1
  if (!core) return multiply(a.data, b.data, a.data.length / rank, rank, b.data.length / rank)
  const m = core.dims[0] ?? 1
  return tucker(core.data, a.data, b.data, { m, n: rank, kernel, out: a.data.length / m })
}

function identity(size: number): Float32Array {
  const ones = new Float32Array(size * size)
  for (let i = 0; i < size; i++) ones[i * size + i] = 1
  return ones
}
