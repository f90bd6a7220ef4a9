import { decodeTensor } from './decode.ts'
import { dataTypes, type OnnxGraph, type OnnxTensor } from './graph.ts'
import { fieldsOf } from './wire.ts'

/** The float32 values of a constant that stands in the graph: an initializer, or what a `Constant` gives; undefined for anything else. */
export function floatsOf({ initializers, nodes }: OnnxGraph, name: string): Float32Array | undefined {
  const initializer = initializers.find((tensor) => tensor.name === name)
  if (initializer) return floatsIn(initializer)
  const constant = nodes.find(({ opType, outputs }) => opType === 'Constant' && outputs[0] === name)
  // AttributeProto's field of a tensor.
  for (const attribute of constant?.attributes ?? [])
    for (const { number, bytes } of fieldsOf(attribute))
      if (number === 5) return floatsIn(decodeTensor(bytes))
  return undefined
}

/** The float32 values of a tensor that stand in the graph: `float_data`, packed as exporters write it, or `raw_data`. */
export function floatsIn({ dataType, encoded }: OnnxTensor): Float32Array | undefined {
  if (dataType !== dataTypes.float32) return undefined
  for (const { number, bytes } of fieldsOf(encoded))
    if (number === 9 || number === 4) return new Float32Array(Uint8Array.from(bytes).buffer)
  return undefined
}
