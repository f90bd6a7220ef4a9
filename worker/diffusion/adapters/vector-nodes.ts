import { graphValue, intAttribute } from '#diffusion/onnx/encode.ts'
import { dataTypes, type OnnxValue } from '#diffusion/onnx/graph.ts'
import type { AdaptableVector } from './adaptable.ts'
import { vectorsInput, vectorsOnInput } from './adapter-feeds.ts'
import type { Nodes } from './branch.ts'
import type { Integers } from './delta-nodes.ts'

interface VectorUse {
  vector: AdaptableVector
  dims: readonly number[]
  dataType: number
  /** What the graph holds, to be added to; left out where only the delta is wanted. */
  stored?: string
}

/** All biases and norms of a graph, changed in one place: a single `If` with an output for each. */
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
    inputs.push(graphValue(vectorsInput, 'float32', ['values']), graphValue(vectorsOnInput, 'bool', []))
    nodes.choose(
      vectorsOnInput,
      this.#uses.map((_, i) => outputOf(i)),
      (then) =>
        this.#uses.map(({ vector, dims, dataType, stored }, i) => {
          const name = `${outputOf(i)}.then`
          const { offset, length } = vector
          const ends = [integers([offset]), integers([offset + length])]
          const cut = then.add('Slice', [vectorsInput, ...ends], `${name}.cut`)
          const shaped = then.add('Reshape', [cut, integers(dims)], `${name}.shaped`)
          const typed =
            dataType === dataTypes.float32
              ? shaped
              : then.add('Cast', [shaped], `${name}.typed`, [intAttribute('to', dataType)])
          return stored === undefined ? typed : then.add('Add', [stored, typed], name)
        }),
      (otherwise) =>
        this.#uses.map(({ dims, dataType, stored }, i) => {
          const name = `${outputOf(i)}.else`
          if (stored !== undefined) return otherwise.add('Identity', [stored], name)
          const zeros = otherwise.add('ConstantOfShape', [integers(dims)], `${name}.zeros`)
          return dataType === dataTypes.float32
            ? zeros
            : otherwise.add('Cast', [zeros], name, [intAttribute('to', dataType)])
        }),
    )
  }
}

function outputOf(index: number): string {
  return `adapter.vector.${index}`
}
