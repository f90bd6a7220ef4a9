import { multiply } from './matrix.ts'
import type { LoraTarget } from './module-index.ts'
import { moduleSize } from './module-size.ts'

/** What one file does to one layer's weight at weight 1; flattened to `[out, in · kernel]`. */
export type WeightChange =
  /** `up · down`, the scale included: `up` `[out, rank]`, `down` `[rank, in · kernel]`. */
  (
    | {
        readonly kind: 'low-rank'
        readonly rank: number
        readonly down: Float32Array
        readonly up: Float32Array
      }
    /** Computed when it is asked for: it is as large as the weight. */
    | { readonly kind: 'dense'; readonly delta: () => Float32Array }
  ) & { readonly magnitude?: Magnitude }

/** DoRA's lengths of the changed weight, one for each output row or each input column. */
export interface Magnitude {
  readonly axis: 'output' | 'input'
  readonly lengths: Float32Array
}

/** `[out, in · kernel]`, as added at weight 1, before DoRA. */
export function deltaOf(change: WeightChange, module: LoraTarget): Float32Array {
  const { out, columns } = moduleSize(module)
  return change.kind === 'dense'
    ? change.delta()
    : multiply(change.up, change.down, out, change.rank, columns)
}
