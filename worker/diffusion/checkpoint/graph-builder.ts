import {
  encodeModel,
  graphValue,
  innerTensor,
  intAttribute,
  intsAttribute,
  outerTensor,
} from '#diffusion/onnx/encode.ts'
import type { DataType, OnnxGraph } from '#diffusion/onnx/graph.ts'
import type { StoredWeight } from './stored-weight.ts'

/** ONNX's own operators; onnxruntime's stand in the other domain. */
const opset = 17
/** From here on Cast knows float8. */
const opsetOfFloat8 = 19
export const microsoft = 'com.microsoft'

/** A value in the graph under construction. */
export type Name = string

/**
 * Writes a graph whose weights stay in a safetensors file. Values are float32 whatever the file holds: a weight of another type goes
 * through a Cast, which onnxruntime folds while loading.
 */
export class GraphBuilder {
  readonly graph: OnnxGraph
  readonly #weights = new Set<Name>()
  readonly #constants = new Map<string, Name>()
  readonly #names = new Map<string, number>()
  #opset = opset
  #values = 0

  constructor(name: string) {
    this.graph = { name, nodes: [], initializers: [], inputs: [], outputs: [], rest: [] }
  }

  input(name: string, type: DataType, dims: readonly (number | string)[]): Name {
    this.graph.inputs.push(graphValue(name, type, dims))
    return name
  }

  /** Gives a value the name of an output. */
  output(value: Name, name: string, dims: readonly (number | string)[]): void {
    this.node('Identity', [value], { name: `/${name}`, output: name })
    this.graph.outputs.push(graphValue(name, 'float32', dims))
  }

  node(
    opType: string,
    inputs: readonly Name[],
    {
      name = '',
      domain = '',
      attributes = [],
      output = `v${this.#values++}`,
    }: { name?: string; domain?: string; attributes?: readonly Uint8Array[]; output?: Name } = {},
  ): Name {
    this.graph.nodes.push({
      opType,
      name: this.#own(name),
      domain,
      inputs: [...inputs],
      outputs: [output],
      attributes: [...attributes],
    })
    return output
  }

  /** As torch does: nodes of one name are numbered. */
  #own(name: string): string {
    const count = this.#names.get(name) ?? 0
    this.#names.set(name, count + 1)
    return name === '' || count === 0 ? name : `${name}_${count}`
  }

  /** A weight of the file, in its own shape or another of as many values. */
  weight(stored: StoredWeight, dims: readonly number[] = stored.shape): Name {
    const { file, name, type, offset, length } = stored
    const key = `${name} ${dims.join('x')}`
    if (this.#weights.has(key)) return key
    this.#weights.add(key)
    const tensor = `${key} ${type}`
    this.graph.initializers.push(outerTensor(tensor, type, dims, { file, offset, length }))
    if (type.startsWith('float8')) this.#opset = opsetOfFloat8
    if (type === 'float32') this.#copy(tensor, key)
    else this.cast(tensor, key)
    return key
  }

  /** Rows of a table by their numbers, cast behind the look-up: a few rows instead of the whole table. */
  rows(stored: StoredWeight, numbers: Name, name: string): Name {
    const { file, type, offset, length, shape } = stored
    this.graph.initializers.push(outerTensor(stored.name, type, shape, { file, offset, length }))
    const rows = this.node('Gather', [stored.name, numbers], { name })
    return type === 'float32' ? rows : this.cast(rows)
  }

  /**
   * onnxruntime 1.30 maps the file into memory where nothing has to be computed: there, who writes over the file changes the weights of
   * a model that is open, and who cuts it short ends the process. The sum of one value is folded into a copy while loading.
   */
  #copy(value: Name, output: Name): void {
    this.node('Sum', [value], { output })
  }

  /** To float32. */
  cast(value: Name, output?: Name): Name {
    const float32 = 1
    return this.node('Cast', [value], {
      attributes: [intAttribute('to', float32)],
      ...(output !== undefined && { output }),
    })
  }

  floats(values: readonly number[], dims: readonly number[] = [values.length]): Name {
    const key = `floats ${dims.join('x')} ${values.length > 8 ? this.#constants.size : values.join(' ')}`
    return this.#constant(key, () => innerTensor(key, 'float32', dims, Float32Array.from(values)))
  }

  integers(values: readonly number[], dims: readonly number[] = [values.length]): Name {
    const key = `integers ${dims.join('x')} ${values.join(' ')}`
    return this.#constant(key, () => innerTensor(key, 'int64', dims, BigInt64Array.from(values, BigInt)))
  }

  #constant(key: string, make: () => OnnxGraph['initializers'][number]): Name {
    const known = this.#constants.get(key)
    if (known !== undefined) return known
    this.graph.initializers.push(make())
    this.#constants.set(key, key)
    return key
  }

  add(a: Name, b: Name, name = ''): Name {
    return this.node('Add', [a, b], { name })
  }

  multiply(a: Name, b: Name): Name {
    return this.node('Mul', [a, b])
  }

  reshape(value: Name, shape: Name): Name {
    return this.node('Reshape', [value, shape])
  }

  transpose(value: Name, perm: readonly number[]): Name {
    return this.node('Transpose', [value], { attributes: [intsAttribute('perm', perm)] })
  }

  concat(values: readonly Name[], axis: number): Name {
    return this.node('Concat', values, { attributes: [intAttribute('axis', axis)] })
  }

  /** Along the last axis. */
  split(value: Name, sizes: readonly [number, number]): [Name, Name] {
    const parts: [Name, Name] = [`v${this.#values++}`, `v${this.#values++}`]
    this.graph.nodes.push({
      opType: 'Split',
      name: '',
      domain: '',
      inputs: [value, this.integers(sizes)],
      outputs: [...parts],
      attributes: [intAttribute('axis', -1)],
    })
    return parts
  }

  /** `x · sigmoid(x)` */
  silu(value: Name): Name {
    return this.multiply(value, this.node('Sigmoid', [value]))
  }

  encode(): Uint8Array {
    return encodeModel({
      opsets: new Map([
        ['', this.#opset],
        [microsoft, 1],
      ]),
      graph: this.graph,
      rest: [],
    })
  }
}
