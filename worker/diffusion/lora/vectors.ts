import type { LoraTargets } from './module-index.ts'
import { Misfit } from './module-size.ts'
import type { Tensors } from './read-change.ts'

/**
 * What a file adds to a layer's bias, and to the weight of a normalisation, which is a vector too.
 * @throws Misfit
 */
export function addedVectors(
  layer: string,
  { diff, bias }: Tensors,
  { modules, vectors }: LoraTargets,
): Map<string, Float32Array> {
  const added = new Map<string, Float32Array>()
  for (const [name, tensor] of [
    [`${layer}.weight`, modules.has(layer) ? undefined : diff],
    [`${layer}.bias`, bias],
  ] as const) {
    const target = vectors.get(name)
    if (!target || !tensor) continue
    if (tensor.data.length !== target.length)
      throw new Misfit('difference', tensor, { name, dims: [target.length] })
    added.set(name, tensor.data)
  }
  return added
}
