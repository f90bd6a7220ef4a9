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

/** `x · ΔWᵀ + bias` over rows, as a product of two thin matrices, or (`up` is a placeholder) with the whole delta. */
export function linearDelta(
  nodes: Nodes,
  { index, dataType }: DeltaSite,
  x: string,
  bias: string | undefined,
  integers: Integers,
): string {
  const name = `adapter.${index}`
  const [down, up] = factors(nodes, { index, dataType })
  const withBias = bias === undefined ? [] : [bias]
  nodes.choose(
    isWhole(nodes, index, integers),
    [`${name}.delta`],
    (whole) => [whole.add('Gemm', [x, down, ...withBias], `${name}.whole`, [transB])],
    (thin) => {
      const inner = thin.add('Gemm', [x, down], `${name}.inner`, [transB])
      return [thin.add('Gemm', [inner, up, ...withBias], `${name}.outer`, [transB])]
    },
  )
  return `${name}.delta`
}

/** The same of a convolution `[out, in, kh, kw]`. */
export function convolutionDelta(
  nodes: Nodes,
  { index, dataType }: DeltaSite,
  x: string,
  dims: readonly number[],
  attributes: readonly Uint8Array[],
  bias: string | undefined,
  integers: Integers,
): string {
  const name = `adapter.${index}`
  const [down, up] = factors(nodes, { index, dataType })
  const [out = 0, ...inner] = dims
  const kernel = nodes.add('Reshape', [down, integers([-1, ...inner])], `${name}.kernel`)
  const withBias = bias === undefined ? [] : [bias]
  nodes.choose(
    isWhole(nodes, index, integers),
    [`${name}.delta`],
    (whole) => [whole.add('Conv', [x, kernel, ...withBias], `${name}.whole`, attributes)],
    (thin) => {
      const inner = thin.add('Conv', [x, kernel], `${name}.inner`, attributes)
      const mixing = thin.add('Reshape', [up, integers([out, -1, 1, 1])], `${name}.mixing`)
      return [
        thin.add('Conv', [inner, mixing, ...withBias], `${name}.outer`, [
          intsAttribute('kernel_shape', [1, 1]),
        ]),
      ]
    },
  )
  return `${name}.delta`
}

function factors(nodes: Nodes, { index, dataType }: DeltaSite): [down: string, up: string] {
  const typed = (input: string): string =>
    dataType === dataTypes.float32
      ? input
      : nodes.add('Cast', [input], `${input}.cast`, [intAttribute('to', dataType)])
  return [typed(downInput(index)), typed(upInput(index))]
}

/** `up` of a single value is a placeholder. Sizes are known without a look at the values, so no GPU is waited for. */
function isWhole(nodes: Nodes, index: number, integers: Integers): string {
  const size = nodes.add('Size', [upInput(index)], `adapter.${index}.size`)
  return nodes.add('Equal', [size, integers([1], [])], `adapter.${index}.is-whole`)
}
