import {
  dataTypes,
  type DataType,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
} from './graph.ts'
import { MessageWriter } from './wire.ts'

/** AttributeProto.AttributeType */
const attributeTypes = { float: 1, int: 2, text: 3, tensor: 4, graph: 5, ints: 7 }

/** The IR version that came with opset 17. */
const irVersion = 8

/** The bytes of an `.onnx` file. */
export function encodeModel({ opsets, graph, rest }: OnnxModel): Uint8Array {
  const model = new MessageWriter().int(1, irVersion)
  for (const field of rest) model.raw(field)
  model.bytes(7, encodeGraph(graph))
  for (const [domain, version] of opsets)
    model.bytes(8, new MessageWriter().text(1, domain).int(2, version).done())
  return model.done()
}

function encodeGraph({ name, nodes, initializers, inputs, outputs, rest }: OnnxGraph): Uint8Array {
  const graph = new MessageWriter()
  for (const node of nodes) graph.bytes(1, encodeNode(node))
  graph.text(2, name)
  for (const { encoded } of initializers) graph.bytes(5, encoded)
  for (const { encoded } of inputs) graph.bytes(11, encoded)
  for (const { encoded } of outputs) graph.bytes(12, encoded)
  for (const field of rest) graph.raw(field)
  return graph.done()
}

function encodeNode({ opType, name, domain, inputs, outputs, attributes }: OnnxNode): Uint8Array {
  const node = new MessageWriter()
  for (const input of inputs) node.text(1, input)
  for (const output of outputs) node.text(2, output)
  node.text(3, name).text(4, opType)
  for (const attribute of attributes) node.bytes(5, attribute)
  if (domain !== '') node.text(7, domain)
  return node.done()
}

export function intAttribute(name: string, value: number): Uint8Array {
  return new MessageWriter().text(1, name).int(3, value).int(20, attributeTypes.int).done()
}

export function floatAttribute(name: string, value: number): Uint8Array {
  return new MessageWriter().text(1, name).float(2, value).int(20, attributeTypes.float).done()
}

export function textAttribute(name: string, value: string): Uint8Array {
  return new MessageWriter().text(1, name).text(4, value).int(20, attributeTypes.text).done()
}

export function intsAttribute(name: string, values: readonly number[]): Uint8Array {
  const attribute = new MessageWriter().text(1, name)
  for (const value of values) attribute.int(8, value)
  return attribute.int(20, attributeTypes.ints).done()
}

export function tensorAttribute(name: string, { encoded }: OnnxTensor): Uint8Array {
  return new MessageWriter().text(1, name).bytes(5, encoded).int(20, attributeTypes.tensor).done()
}

/** A branch of `If`. */
export function graphAttribute(name: string, graph: OnnxGraph): Uint8Array {
  return new MessageWriter().text(1, name).bytes(6, encodeGraph(graph)).int(20, attributeTypes.graph).done()
}

/** A tensor whose values stand in the graph. */
export function innerTensor(
  name: string,
  type: DataType,
  dims: readonly number[],
  values: Uint8Array | Float32Array | BigInt64Array,
): OnnxTensor {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return { name, dataType: dataTypes[type], dims, encoded: tensor(name, type, dims).bytes(9, bytes).done() }
}

/** A tensor whose values are a piece of a file; the session is told the file's folder. */
export function outerTensor(
  name: string,
  type: DataType,
  dims: readonly number[],
  at: { file: string; offset: number; length: number },
): OnnxTensor {
  const message = tensor(name, type, dims)
  for (const [key, value] of [
    ['location', at.file],
    ['offset', String(at.offset)],
    ['length', String(at.length)],
  ] as const)
    message.bytes(13, new MessageWriter().text(1, key).text(2, value).done())
  const external = 1
  return { name, dataType: dataTypes[type], dims, encoded: message.int(14, external).done() }
}

function tensor(name: string, type: DataType, dims: readonly number[]): MessageWriter {
  const message = new MessageWriter()
  for (const dim of dims) message.int(1, dim)
  return message.int(2, dataTypes[type]).text(8, name)
}

/** An input or output. A dimension that is a name is free. */
export function graphValue(name: string, type: DataType, dims: readonly (number | string)[]): OnnxValue {
  const shape = new MessageWriter()
  for (const dim of dims) {
    const message = new MessageWriter()
    shape.bytes(1, (typeof dim === 'number' ? message.int(1, dim) : message.text(2, dim)).done())
  }
  const tensorType = new MessageWriter().int(1, dataTypes[type]).bytes(2, shape.done()).done()
  const valueType = new MessageWriter().bytes(1, tensorType).done()
  return { name, encoded: new MessageWriter().text(1, name).bytes(2, valueType).done() }
}

/** A branch's output, whose type the graph's checker finds out. */
export function untypedValue(name: string): OnnxValue {
  return { name, encoded: new MessageWriter().text(1, name).done() }
}
