import type { Values } from '#diffusion/session/values.ts'
import { loha, type HadamardHalf } from './loha.ts'
import { lokr, type KroneckerHalf } from './lokr.ts'
import type { LoraRole } from './lora-key.ts'
import { scaled } from './matrix.ts'
import type { LoraTarget } from './module-index.ts'
import { Misfit, moduleSize, type ModuleSize } from './module-size.ts'
import { tuckerDown } from './tucker.ts'
import type { Magnitude, WeightChange } from './weight-change.ts'

export type Tensors = Partial<Record<LoraRole, Values>>

/** The factor of a change of this rank, where the file says it outside the tensors. */
export type ScaleOfRank = (rank: number) => number

/**
 * @param tensors all that a file has for a module
 * @returns undefined where that is not enough for any kind of change
 * @throws Misfit when they don't fit the module
 */
export function readChange(
  module: LoraTarget,
  tensors: Tensors,
  scaleOfRank: ScaleOfRank = () => 1,
): WeightChange | undefined {
  const size = moduleSize(module)
  const alpha = tensors.alpha?.data[0]
  const change = weightChange(tensors, size, (rank) =>
    alpha === undefined ? scaleOfRank(rank) : alpha / rank,
  )
  if (!change || !tensors.dora) return change
  return { ...change, magnitude: readMagnitude(tensors.dora, size) }
}

function weightChange(
  tensors: Tensors,
  size: ModuleSize,
  scale: (rank: number) => number,
): WeightChange | undefined {
  const { down, up, mid, w1a, w1b, w2a, w2b, t1, t2, k1, k1a, k1b, k2, k2a, k2b, kt2, diff } = tensors
  if (down && up) return lowRank(down, up, mid, size, scale)
  if (w1a && w1b && w2a && w2b) {
    const halves: [HadamardHalf, HadamardHalf] = [
      { a: w1a, b: w1b, core: t1 },
      { a: w2a, b: w2b, core: t2 },
    ]
    const factor = scale(w1b.dims[0] ?? 1)
    return loha(halves, size, factor)
  }
  const first = half(k1, k1a, k1b)
  const second = half(k2, k2a, k2b, kt2)
  if (first && second) return lokr(first, second, size, scale)
  if (!diff) return undefined
  if (diff.data.length !== size.out * size.columns) throw new Misfit('diff', diff, size)
  return { kind: 'dense', delta: () => diff.data }
}

function half(whole?: Values, a?: Values, b?: Values, core?: Values): KroneckerHalf | undefined {
  if (whole) return { whole }
  return a && b ? { a, b, core } : undefined
}

function lowRank(
  down: Values,
  up: Values,
  mid: Values | undefined,
  size: ModuleSize,
  scale: (rank: number) => number,
): WeightChange {
  const rank = down.dims[0] ?? 0
  const { out, columns, inputs, kernel } = size
  if (rank === 0) throw new Misfit('lora_down', down, size)
  const factor = scale(rank)
  if (!mid) {
    if (down.data.length !== rank * columns) throw new Misfit('lora_down', down, size)
    if (up.data.length !== out * rank || up.dims[0] !== out) throw new Misfit('lora_up', up, size)
    return { kind: 'low-rank', rank, down: down.data, up: scaled(up.data, factor) }
  }
  const m = mid.dims[0] ?? 0
  if (mid.data.length !== m * rank * kernel || mid.dims[1] !== rank) throw new Misfit('lora_mid', mid, size)
  if (down.data.length !== rank * inputs) throw new Misfit('lora_down', down, size)
  if (up.data.length !== out * m || up.dims[0] !== out) throw new Misfit('lora_up', up, size)
  return {
    kind: 'low-rank',
    rank: m,
    down: tuckerDown(mid.data, down.data, { m, n: rank, kernel }),
    up: scaled(up.data, factor),
  }
}

/** `[out, 1, …]` is for rows, `[1, in, …]` for columns: only the shape tells where a weight is square. */
function readMagnitude(tensor: Values, size: ModuleSize): Magnitude {
  const [first, second] = tensor.dims
  const lengths = tensor.data
  if (first === 1 && second === size.inputs && lengths.length === size.inputs && second !== 1)
    return { axis: 'input', lengths }
  if (lengths.length === size.out) return { axis: 'output', lengths }
  if (lengths.length === size.inputs && first === 1) return { axis: 'input', lengths }
  throw new Misfit('dora_scale', tensor, size)
}
