import type { Values } from '#diffusion/session/values.ts'
import type { Adaptable, Adapters } from './adaptable.ts'

/** The inputs that an adaptable graph has besides its own. */
export const vectorsInput = 'adapter.vectors'
export const vectorsOnInput = 'adapter.vectors.on'
export const onInput = (index: number) => `adapter.${index}.on`
export const downInput = (index: number) => `adapter.${index}.down`
export const upInput = (index: number) => `adapter.${index}.up`

/** Stands where a branch that is not taken has an input; as `up` it says that `down` is a whole delta. */
const nothing: Values = { dims: [1, 1], data: new Float32Array(1) }
const on: Values = { dims: [], data: Float32Array.of(1) }
const off: Values = { dims: [], data: new Float32Array(1) }

/**
 * What a run is fed besides its own inputs. Nothing is copied: make it once for a set of adapters, and give it to each run.
 * `adapters` left out: the graph as it is.
 */
export function adapterFeeds(
  { modules, vectors, vectorsLength }: Adaptable,
  adapters?: Adapters,
): Record<string, Values> {
  const feeds: Record<string, Values> = {}
  const summed = vectorsOf(vectors, vectorsLength, adapters)
  feeds[vectorsInput] = summed ?? { dims: [1], data: new Float32Array(1) }
  feeds[vectorsOnInput] = summed ? on : off
  for (const { name, index, kind, dims } of modules.values()) {
    const delta = adapters?.modules.get(name)
    // A convolution's bias is added where its delta is.
    const biasAlone = !delta && kind === 'convolution' && adapters?.vectors.has(`${name}.bias`) === true
    const [out = 0, ...inner] = dims
    const columns = inner.reduce((product, dim) => product * dim, 1)
    feeds[onInput(index)] = delta || biasAlone ? on : off
    feeds[downInput(index)] = nothing
    feeds[upInput(index)] = nothing
    if (delta && 'full' in delta) feeds[downInput(index)] = { dims: [out, columns], data: delta.full }
    else if (delta) {
      feeds[downInput(index)] = { dims: [delta.rank, columns], data: delta.down }
      feeds[upInput(index)] = { dims: [out, delta.rank], data: delta.up }
    } else if (biasAlone) {
      feeds[downInput(index)] = { dims: [1, columns], data: new Float32Array(columns) }
      feeds[upInput(index)] = { dims: [out, 1], data: new Float32Array(out) }
    }
  }
  return feeds
}

function vectorsOf(
  vectors: Adaptable['vectors'],
  length: number,
  adapters: Adapters | undefined,
): Values | undefined {
  if (!adapters || adapters.vectors.size === 0) return undefined
  const data = new Float32Array(length)
  for (const [name, delta] of adapters.vectors) {
    const vector = vectors.get(name)
    if (vector) data.set(delta, vector.offset)
  }
  return { dims: [length], data }
}
