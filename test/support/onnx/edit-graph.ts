import { decode, encode, field, integer, textOf, type Field } from './protobuf.ts'

/** Numbers of onnx.proto: fields of ModelProto, GraphProto, NodeProto, ValueInfoProto … and element types. */
const graphField = 7
const opsetField = 8
const nodes = 1
const initializers = 5
const inputs = 11
const outputs = 12
export const elementType = { float32: 1, int32: 6, int64: 7, float16: 10 } as const
export type ElementType = keyof typeof elementType

/** An ONNX file turned into what another exporter would have written. Each method gives the changed graph. */
export class Graph {
  readonly #model: Field[]
  readonly #graph: Field[]

  private constructor(model: Field[], graph: Field[]) {
    this.#model = model
    this.#graph = graph
  }

  static read(file: Buffer): Graph {
    const model = decode(file)
    const graph = model.find(({ number }) => number === graphField)?.value
    return new Graph(model, Buffer.isBuffer(graph) ? decode(graph) : [])
  }

  write(): Buffer {
    return encode(
      this.#model.map((each) => (each.number === graphField ? field(graphField, this.#graph) : each)),
    )
  }

  /** The input gets another type (and shape), and a Cast to the one it had behind it. */
  castInput(
    name: string,
    type: ElementType,
    dims?: (string | number)[],
    from: ElementType = 'float32',
  ): Graph {
    const inner = `${name}_as_it_was`
    const renamed = this.#graph.map((each) =>
      each.number === nodes ? mapMessage(each, (node) => renameText(node, 1, name, inner)) : each,
    )
    const retyped = renamed.map((each) =>
      each.number === inputs && textOf(parts(each), 1) === name
        ? valueInfo(inputs, name, type, dims ?? dimsOf(each))
        : each,
    )
    return new Graph(this.#model, [cast(name, inner, from), ...retyped])
  }

  /** The output gets another type, by a Cast before it. */
  castOutput(name: string, type: ElementType): Graph {
    const inner = `${name}_as_it_was`
    const renamed = this.#graph.map((each) =>
      each.number === nodes
        ? mapMessage(each, (node) => renameText(renameText(node, 2, name, inner), 1, name, inner))
        : each,
    )
    const retyped = renamed.map((each) =>
      each.number === outputs && textOf(parts(each), 1) === name
        ? valueInfo(outputs, name, type, dimsOf(each))
        : each,
    )
    return new Graph(this.#model, [...retyped, cast(inner, name, type)])
  }

  /** Another output: `channels` of the four-dimensional `from`. */
  gatherChannels(from: string, name: string, channels: number[]): Graph {
    const indices = field(initializers, [
      integer(1, channels.length),
      integer(2, elementType.int64),
      field(8, 'channel_indices'),
      { number: 9, wire: 2, value: Buffer.from(BigInt64Array.from(channels, BigInt).buffer) },
    ])
    const gather = field(nodes, [
      field(1, from),
      field(1, 'channel_indices'),
      field(2, name),
      field(4, 'Gather'),
      field(5, [field(1, 'axis'), integer(3, 1), integer(20, 2)]),
    ])
    const rest = this.#graph.filter(({ number }) => number !== outputs)
    return new Graph(this.#model, [
      ...rest,
      gather,
      indices,
      valueInfo(outputs, name, 'float32', ['b', channels.length, 'h', 'w']),
    ])
  }

  /** An operation that only CUDA has, between the last node and the output. */
  withCudaOnlyNode(output: string): Graph {
    const renamed = this.#graph.map((each) =>
      each.number === nodes ? mapMessage(each, (node) => renameText(node, 2, output, 'before_cuda')) : each,
    )
    const node = field(nodes, [
      field(1, 'before_cuda'),
      field(1, 'before_cuda'),
      field(1, 'before_cuda'),
      field(2, output),
      field(4, 'GroupNorm'),
      field(7, 'com.microsoft'),
      field(5, [field(1, 'groups'), integer(3, 1), integer(20, 2)]),
      field(5, [field(1, 'activation'), integer(3, 0), integer(20, 2)]),
    ])
    const opset = field(opsetField, [field(1, 'com.microsoft'), integer(2, 1)])
    return new Graph([...this.#model, opset], [...renamed, node])
  }

  /** Moves the weights to a file of their own: the graph, and that file's content. */
  withExternalData(location: string): { graph: Graph; data: Buffer } {
    const chunks: Buffer[] = []
    let offset = 0
    const graph = this.#graph.map((each) => {
      if (each.number !== initializers) return each
      return mapMessage(each, (tensor) => {
        const raw = tensor.find(({ number }) => number === 9)?.value
        if (!Buffer.isBuffer(raw) || raw.length < 1024) return tensor
        const external = [
          entry('location', location),
          entry('offset', offset),
          entry('length', raw.length),
          integer(14, 1),
        ]
        chunks.push(raw)
        offset += raw.length
        return [...tensor.filter(({ number }) => number !== 9), ...external]
      })
    })
    return { graph: new Graph(this.#model, graph), data: Buffer.concat(chunks) }
  }
}

/** StringStringEntryProto of TensorProto.external_data. */
function entry(key: string, value: string | number): Field {
  return field(13, [field(1, key), field(2, String(value))])
}

function parts({ value }: Field): Field[] {
  return Buffer.isBuffer(value) ? decode(value) : []
}

function mapMessage(message: Field, change: (fields: Field[]) => Field[]): Field {
  return field(message.number, change(parts(message)))
}

function renameText(fields: Field[], number: number, from: string, to: string): Field[] {
  return fields.map((each) =>
    each.number === number && Buffer.isBuffer(each.value) && each.value.toString() === from
      ? field(number, to)
      : each,
  )
}

function cast(from: string, to: string, type: ElementType): Field {
  const attribute = field(5, [field(1, 'to'), integer(3, elementType[type]), integer(20, 2)])
  return field(nodes, [field(1, from), field(2, to), field(4, 'Cast'), attribute])
}

function valueInfo(number: number, name: string, type: ElementType, dims: (string | number)[]): Field {
  const shape = dims.map((dim) => field(1, [typeof dim === 'number' ? integer(1, dim) : field(2, dim)]))
  return field(number, [
    field(1, name),
    field(2, [field(1, [integer(1, elementType[type]), field(2, shape)])]),
  ])
}

function dimsOf(info: Field): (string | number)[] {
  const inner = (fields: Field[], number: number) => {
    const found = fields.find((each) => each.number === number)
    return found ? parts(found) : []
  }
  return inner(inner(inner(parts(info), 2), 1), 2).map((dim) => {
    const fields = parts(dim)
    const fixed = fields.find(({ number }) => number === 1)?.value
    return typeof fixed === 'bigint' ? Number(fixed) : (textOf(fields, 2) ?? '')
  })
}
