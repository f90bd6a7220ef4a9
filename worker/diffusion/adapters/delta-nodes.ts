import { intAttribute, intsAttribute } from '#diffusion/onnx/encode.ts'
import { dataTypes } from '#diffusion/onnx/graph.ts'
import { downInput, upInput } from './adapter-feeds.ts'
import type { Nodes } from './branch.ts'

const transB = intAttribute('transB', 1)

/** A place where a delta is computed: the module's number, and what the graph computes in there. */
export interface DeltaSite {
  index: number
  /** TensorProto.DataType: deltas come as float32. */
  dataType: number
}

/** Names of integer constants, which stand outside of the branch. */
export type Integers = (values: readonly number[], dims?: readonly number[]) => string

/** `x · downᵀ · upᵀ + bias` over rows, as a product of two thin matrices: `[rows, out]`. */
export function linearDelta(
  nodes: Nodes,
  { index, dataType }: DeltaSite,
  x: string,
  bias: string | undefined,
): string {
  const name = `adapter.${index}`
  const [down, up] = factors(nodes, { index, dataType })
  const inner = nodes.add('Gemm', [x, down], `${name}.inner`, [transB])
  return nodes.add('Gemm', [inner, up, ...(bias === undefined ? [] : [bias])], `${name}.delta`, [transB])
}

/** The same of a convolution: `[images, out, height, width]`. */
export function convolutionDelta(
  nodes: Nodes,
  { index, dataType }: DeltaSite,
  x: string,
  attributes: readonly Uint8Array[],
  bias: string | undefined,
): string {
  const name = `adapter.${index}`
  const [down, up] = factors(nodes, { index, dataType })
  const inner = nodes.add('Conv', [x, down], `${name}.inner`, attributes)
  return nodes.add('Conv', [inner, up, ...(bias === undefined ? [] : [bias])], `${name}.delta`, [
    intsAttribute('kernel_shape', [1, 1]),
  ])
}

function factors(nodes: Nodes, { index, dataType }: DeltaSite): [down: string, up: string] {
  const typed = (input: string): string =>
    dataType === dataTypes.float32
      ? input
      : nodes.add('Cast', [input], `${input}.cast`, [intAttribute('to', dataType)])
  return [typed(downInput(index)), typed(upInput(index))]
}
