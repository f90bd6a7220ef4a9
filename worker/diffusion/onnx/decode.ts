import type { OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './graph.ts'
import { fieldsOf, integersOf, textOf } from './wire.ts'

/** Reads an `.onnx` file's bytes. @throws RangeError when they are cut off or no ONNX */
export function decodeModel(bytes: Uint8Array): OnnxModel {
  const model: OnnxModel = {
    opsets: new Map(),
    graph: { name: '', nodes: [], initializers: [], inputs: [], outputs: [], rest: [] },
    rest: [],
  }
  for (const field of fieldsOf(bytes)) {
    switch (field.number) {
      case 1:
        // The IR version: written anew.
        break
      case 7:
        model.graph = decodeGraph(field.bytes)
        break
      case 8: {
        let domain = ''
        let version = 0
        for (const part of fieldsOf(field.bytes)) {
          if (part.number === 1) domain = textOf(part)
          if (part.number === 2) version = Number(part.value)
        }
        model.opsets.set(domain, version)
        break
      }
      default:
        model.rest.push(field.raw)
    }
  }
  return model
}

/** Reads a GraphProto, such as a branch of `If`. */
export function decodeGraph(bytes: Uint8Array): OnnxGraph {
  const graph: OnnxGraph = { name: '', nodes: [], initializers: [], inputs: [], outputs: [], rest: [] }
  for (const field of fieldsOf(bytes)) {
    switch (field.number) {
      case 1:
        graph.nodes.push(decodeNode(field.bytes))
        break
      case 2:
        graph.name = textOf(field)
        break
      case 5:
        graph.initializers.push(decodeTensor(field.bytes))
        break
      case 11:
        graph.inputs.push(decodeValue(field.bytes))
        break
      case 12:
        graph.outputs.push(decodeValue(field.bytes))
        break
      default:
        graph.rest.push(field.raw)
    }
  }
  return graph
}

function decodeNode(bytes: Uint8Array): OnnxNode {
  const node: OnnxNode = { opType: '', name: '', domain: '', inputs: [], outputs: [], attributes: [] }
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) node.inputs.push(textOf(field))
    if (field.number === 2) node.outputs.push(textOf(field))
    if (field.number === 3) node.name = textOf(field)
    if (field.number === 4) node.opType = textOf(field)
    if (field.number === 5) node.attributes.push(field.bytes)
    if (field.number === 7) node.domain = textOf(field)
  }
  return node
}

export function decodeTensor(encoded: Uint8Array): OnnxTensor {
  let name = ''
  let dataType = 0
  const dims: number[] = []
  for (const field of fieldsOf(encoded)) {
    if (field.number === 1) dims.push(...integersOf(field))
    if (field.number === 2) dataType = Number(field.value)
    if (field.number === 8) name = textOf(field)
  }
  return { name, dataType, dims, encoded }
}

function decodeValue(encoded: Uint8Array): OnnxValue {
  let name = ''
  for (const field of fieldsOf(encoded)) if (field.number === 1) name = textOf(field)
  return { name, encoded }
}
