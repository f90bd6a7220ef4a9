/** An ONNX model as this engine writes and edits it: onnx.proto's messages, what is not looked at left in its bytes. */
export interface OnnxModel {
  /** Operator sets: domain ('' is ONNX's own) → version. */
  opsets: Map<string, number>
  graph: OnnxGraph
  /** Fields of ModelProto that are kept as they were read (producer, metadata). */
  rest: Uint8Array[]
}

export interface OnnxGraph {
  name: string
  nodes: OnnxNode[]
  initializers: OnnxTensor[]
  inputs: OnnxValue[]
  outputs: OnnxValue[]
  /** Fields of GraphProto that are kept as they were read. */
  rest: Uint8Array[]
}

export interface OnnxNode {
  opType: string
  /** By convention of torch's exporter the path of the module: `/down_blocks.0/resnets.0/conv1/Conv`. */
  name: string
  domain: string
  /** An input that is left out is the empty text. */
  inputs: string[]
  outputs: string[]
  /** Encoded AttributeProto messages. */
  attributes: Uint8Array[]
}

/** TensorProto, its values in the graph or in a file. */
export interface OnnxTensor {
  readonly name: string
  /** TensorProto.DataType */
  readonly dataType: number
  readonly dims: readonly number[]
  readonly encoded: Uint8Array
}

/** An input or output of a graph. */
export interface OnnxValue {
  readonly name: string
  readonly encoded: Uint8Array
}

/** TensorProto.DataType */
export const dataTypes = {
  float32: 1,
  uint8: 2,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
  float8e4m3fn: 17,
  float8e5m2: 19,
} as const

export type DataType = keyof typeof dataTypes
