import { intOf } from '#diffusion/onnx/attributes.ts'
import { dataTypes, type OnnxGraph, type OnnxNode, type OnnxTensor } from '#diffusion/onnx/graph.ts'

/** A weight of a graph, seen from the node that uses it. */
export interface Constant {
  readonly tensor: OnnxTensor
  /** TensorProto.DataType of what arrives at the node. */
  readonly dataType: number
  /** Whether a Transpose stands between. */
  readonly transposed: boolean
}

/** Finds out which values of a graph are weights, through the nodes that exporters put behind them. */
export function constantsOf(graph: OnnxGraph) {
  const tensors = new Map(graph.initializers.map((tensor) => [tensor.name, tensor]))
  const producers = new Map<string, OnnxNode>()
  for (const node of graph.nodes) for (const output of node.outputs) producers.set(output, node)

  return function constant(name: string): Constant | undefined {
    const tensor = tensors.get(name)
    if (tensor) return { tensor, dataType: tensor.dataType, transposed: false }
    const node = producers.get(name)
    const from = node?.inputs[0]
    if (!node || from === undefined) return undefined
    switch (node.opType) {
      case 'Identity':
        return constant(from)
      // A copy, where it is of one value.
      case 'Sum':
        return node.inputs.length === 1 ? constant(from) : undefined
      case 'Cast': {
        const inner = constant(from)
        return inner && { ...inner, dataType: intOf(node, 'to') ?? dataTypes.float32 }
      }
      case 'Transpose': {
        const inner = constant(from)
        return inner?.tensor.dims.length === 2 ? { ...inner, transposed: !inner.transposed } : undefined
      }
      default:
        return undefined
    }
  }
}
