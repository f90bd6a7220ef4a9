import { joinFeeds, newValues, type Values } from '#diffusion/session/values.ts'
import type { Adaptable, Adapters, ModuleDelta } from './adaptable.ts'

/** The inputs that an adaptable graph has besides its own. */
export const vectorsInput = 'adapter.vectors'
export const onInput = (index: number) => `adapter.${index}.on`
export const downInput = (index: number) => `adapter.${index}.down`
export const upInput = (index: number) => `adapter.${index}.up`

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
  const feeds = joinFeeds()
  feeds[vectorsInput] = vectorsOf(vectors, vectorsLength, adapters)
  const shared = new SharedValues()
  for (const { name, index, dims } of modules.values()) {
    const delta = adapters?.modules.get(name)
    // A convolution's bias is added where its delta is.
    const biasAlone = !delta && dims.length > 2 && adapters?.vectors.has(`${name}.bias`) === true
    const sizes = delta || biasAlone ? dims : dims.map(() => 1)
    const [down, up] = delta ? factorsOf(delta, sizes, shared) : zeros(sizes, shared)
    feeds[onInput(index)] = delta || biasAlone ? on : off
    feeds[downInput(index)] = down
    feeds[upInput(index)] = up
  }
  return feeds
}

type Factors = readonly [down: Values, up: Values]

function zeros([out = 0, ...sizes]: readonly number[], shared: SharedValues): Factors {
  return [shared.zeros([1, ...sizes]), shared.zeros([out, 1, ...sizes.slice(1).map(() => 1)])]
}

/** A delta without factors has the identity for one of them: the smaller one that fits. */
function factorsOf(
  delta: ModuleDelta,
  [out = 0, inputs = 0, ...kernel]: readonly number[],
  shared: SharedValues,
): Factors {
  const points = kernel.map(() => 1)
  if (!('full' in delta))
    return [
      { dims: [delta.rank, inputs, ...kernel], data: delta.down },
      { dims: [out, delta.rank, ...points], data: delta.up },
    ]
  if (kernel.length === 0 && inputs < out)
    return [shared.identity([inputs, inputs]), { dims: [out, inputs], data: delta.full }]
  return [{ dims: [out, inputs, ...kernel], data: delta.full }, shared.identity([out, out, ...points])]
}

/** Values that many modules are fed alike. */
class SharedValues {
  readonly #made = new Map<string, Values>()

  zeros(dims: readonly number[]): Values {
    return this.#once(`zeros ${dims.join()}`, () => newValues(dims))
  }

  identity(dims: readonly number[]): Values {
    return this.#once(`identity ${dims.join()}`, () => {
      const values = newValues(dims)
      const [side = 0] = dims
      for (let i = 0; i < side; i++) values.data[i * side + i] = 1
      return values
    })
  }

  #once(key: string, make: () => Values): Values {
    const found = this.#made.get(key) ?? make()
    this.#made.set(key, found)
    return found
  }
}

function vectorsOf(vectors: Adaptable['vectors'], length: number, adapters: Adapters | undefined): Values {
  const data = new Float32Array(length)
  for (const [name, delta] of adapters?.vectors ?? []) {
    const vector = vectors.get(name)
    if (vector) data.set(delta, vector.offset)
  }
  return { dims: [length], data }
}
