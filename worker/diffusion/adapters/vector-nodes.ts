import { graphValue, intAttribute } from '#diffusion/onnx/encode.ts'
import { dataTypes, type OnnxValue } from '#diffusion/onnx/graph.ts'
import type { AdaptableVector } from './adaptable.ts'
import { vectorsInput } from './adapter-feeds.ts'
import type { Integers } from './delta-nodes.ts'
import type { Nodes } from './branch.ts'

interface VectorUse {
  vector: AdaptableVector
  dims: readonly number[]
  dataType: number
  /** What the graph holds, to be added to; left out where only the delta is wanted. */
  stored?: string
}

/** All biases and norms of a graph, changed in one place: one input is split into what is added to each. */
export class VectorNodes {
  readonly vectors = new Map<string, AdaptableVector>()
  readonly #uses: VectorUse[] = []
  length = 0

  /** The value to use instead of `stored`: with what adapters add to it. */
  changed(name: string, stored: string, dims: readonly number[], dataType: number): string {
    return this.#use(name, dims, dataType, stored)
  }

  /** What adapters add, zeros where they don't. */
  added(name: string, length: number, dataType: number): string {
    return this.#use(name, [length], dataType)
  }

  #use(name: string, dims: readonly number[], dataType: number, stored?: string): string {
    let vector = this.vectors.get(name)
    if (!vector) {
      const length = dims.reduce((product, dim) => product * dim, 1)
      vector = { name, offset: this.length, length }
      this.vectors.set(name, vector)
      this.length += length
    }
    this.#uses.push({ vector, dims, dataType, ...(stored !== undefined && { stored }) })
    return outputOf(this.#uses.length - 1)
  }

  write(nodes: Nodes, inputs: OnnxValue[], integers: Integers): void {
    if (this.#uses.length === 0) return
    inputs.push(graphValue(vectorsInput, 'float32', [this.length]))
    const vectors = [...this.vectors.values()]
    const partOf = ({ offset }: AdaptableVector) => `adapter.vectors.${offset}`
    nodes.addMany(
      'Split',
      [vectorsInput, integers(vectors.map(({ length }) => length))],
      vectors.map(partOf),
      [intAttribute('axis', 0)],
    )
    for (const [i, { vector, dims, dataType, stored }] of this.#uses.entries()) {
      const output = outputOf(i)
      let value = partOf(vector)
      if (dims.length !== 1) value = nodes.add('Reshape', [value, integers(dims)], `${output}.shaped`)
      if (dataType !== dataTypes.float32)
        value = nodes.add('Cast', [value], `${output}.typed`, [intAttribute('to', dataType)])
      if (stored === undefined) nodes.add('Identity', [value], output)
      else nodes.add('Add', [stored, value], output)
    }
  }
}

function outputOf(index: number): string {
  return `adapter.vector.${index}`
}
