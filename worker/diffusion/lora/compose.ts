import type { Adapters, ModuleDelta } from '#diffusion/adapters/adaptable.ts'
import type { AdaptablePart, LoraTargets } from './module-index.ts'
import { mostFactored } from './loha.ts'
import type { Lora } from './lora-file.ts'
import { moduleSize, type ModuleSize } from './module-size.ts'
import { deltaOf, type Magnitude, type WeightChange } from './weight-change.ts'

/** A LoRA as a part of the model gets it; weights may be negative, and above 1. */
export interface WeightedLora {
  readonly lora: Lora
  readonly weight: number
}

/** A layer's own weight, flattened, float32. */
export type BaseWeight = (name: string) => Promise<Float32Array>

/** One after another, in the order given: `W' = W + weight · ΔW`, of which DoRA's ΔW depends on the W that it meets. */
export async function compose(
  part: AdaptablePart,
  loras: readonly WeightedLora[],
  { modules: targets, vectors: vectorTargets }: LoraTargets,
  baseWeight: BaseWeight,
): Promise<Adapters> {
  const changes = new Map<string, WeightedChange[]>()
  const vectors = new Map<string, Float32Array>()
  for (const { lora, weight } of loras) {
    if (weight === 0) continue
    for (const [name, own] of lora.changes[part].weights)
      changes.set(name, [...(changes.get(name) ?? []), ...own.map((change) => ({ change, weight }))])
    for (const [name, own] of lora.changes[part].vectors) {
      const sum = vectors.get(name) ?? new Float32Array(vectorTargets.get(name)?.length ?? own.length)
      vectors.set(
        name,
        sum.map((value, i) => value + weight * (own[i] ?? 0)),
      )
    }
  }
  const modules = new Map<string, ModuleDelta>()
  for (const [name, own] of changes) {
    const target = targets.get(name)
    if (target) modules.set(name, await sum(own, moduleSize(target), () => baseWeight(name)))
  }
  return { modules, vectors }
}

interface WeightedChange {
  readonly change: WeightChange
  readonly weight: number
}

async function sum(
  changes: readonly WeightedChange[],
  size: ModuleSize,
  base: () => Promise<Float32Array>,
): Promise<ModuleDelta> {
  const factors = changes.flatMap(({ change, weight }) =>
    change.kind === 'low-rank' && !change.magnitude ? [{ ...change, weight }] : [],
  )
  const rank = factors.reduce((sum, { rank }) => sum + rank, 0)
  if (factors.length === changes.length && (factors.length === 1 || rank <= mostFactored(size)))
    return sideBySide(factors, rank, size)
  const full = new Float32Array(size.out * size.columns)
  for (const { change, weight } of changes) {
    const delta = deltaOf(change, size)
    const added = change.magnitude ? stretch(await base(), full, delta, change.magnitude, size) : delta
    for (let i = 0; i < full.length; i++) full[i] = (full[i] ?? 0) + weight * (added[i] ?? 0)
  }
  return { full }
}

interface Factors {
  readonly rank: number
  readonly down: Float32Array
  readonly up: Float32Array
  readonly weight: number
}

/** A sum of products is one product of what stands side by side. */
function sideBySide(factors: readonly Factors[], rank: number, { out, columns }: ModuleSize): ModuleDelta {
  const [first, ...others] = factors
  const down = first && others.length === 0 ? first.down : new Float32Array(rank * columns)
  const up = new Float32Array(out * rank)
  let from = 0
  for (const factor of factors) {
    if (down !== factor.down) down.set(factor.down, from * columns)
    for (let row = 0; row < out; row++)
      for (let i = 0; i < factor.rank; i++)
        up[row * rank + from + i] = (factor.up[row * factor.rank + i] ?? 0) * factor.weight
    from += factor.rank
  }
  return { rank, down, up }
}

/**
 * DoRA: the changed weight, brought to the lengths that were learned, less what was there. Source: Liu et al., 2024; weights apply
 * to the whole difference, as in A1111 and ComfyUI.
 * @param base the model's own weight, `before` what earlier LoRAs added to it
 */
function stretch(
  base: Float32Array,
  before: Float32Array,
  delta: Float32Array,
  { axis, lengths }: Magnitude,
  { columns, kernel }: ModuleSize,
): Float32Array {
  const changed = new Float32Array(base.length)
  const squares = new Float64Array(lengths.length)
  const lineOf =
    axis === 'output'
      ? (i: number) => Math.floor(i / columns)
      : (i: number) => Math.floor((i % columns) / kernel)
  for (let i = 0; i < changed.length; i++) {
    const value = (base[i] ?? 0) + (before[i] ?? 0) + (delta[i] ?? 0)
    changed[i] = value
    const line = lineOf(i)
    squares[line] = (squares[line] ?? 0) + value * value
  }
  const factors = squares.map((square, line) => (square === 0 ? 0 : (lengths[line] ?? 0) / Math.sqrt(square)))
  for (let i = 0; i < changed.length; i++)
    changed[i] = (changed[i] ?? 0) * (factors[lineOf(i)] ?? 0) - (base[i] ?? 0) - (before[i] ?? 0)
  return changed
}
