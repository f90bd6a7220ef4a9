import { intsOf } from './attributes.ts'
import { decodeGraph } from './decode.ts'
import type { OnnxGraph, OnnxNode, OnnxTensor } from './graph.ts'
import { fieldsOf } from './wire.ts'

/** AttributeProto's field that holds a graph. */
const graphField = 6

/** How many dimensions a graph's values have, as far as its operators say it. */
export function valueRanks({ nodes, initializers }: OnnxGraph): Map<string, number> {
  const tensors = new Map(initializers.map((tensor) => [tensor.name, tensor]))
  return ranksOf(nodes, tensors, (name) => tensors.get(name)?.dims.length)
}

function ranksOf(
  nodes: readonly OnnxNode[],
  tensors: ReadonlyMap<string, OnnxTensor>,
  around: (name: string) => number | undefined,
): Map<string, number> {
  const ranks = new Map<string, number>()
  const rankAt = (name = '') => ranks.get(name) ?? around(name)
  for (const node of nodes) {
    const found = node.opType === 'If' ? ranksOfBranches(node) : node.outputs.map(() => rankOf(node))
    for (const [index, output] of node.outputs.entries()) {
      const rank = found[index]
      if (rank !== undefined) ranks.set(output, rank)
    }
  }
  return ranks

  function rankOf(node: OnnxNode): number | undefined {
    const { opType, inputs } = node
    switch (opType) {
      case 'Gemm':
        return 2
      case 'Conv':
        return rankAt(inputs[1]) ?? rankOfKernel(node)
      case 'Reshape':
        return tensors.get(inputs[1] ?? '')?.dims[0]
      case 'Add':
      case 'Mul':
      case 'Sigmoid':
      case 'Concat':
      case 'Identity':
      case 'Cast':
      case 'Sum': {
        const known = inputs.flatMap((name) => rankAt(name) ?? [])
        return known.length === 0 ? undefined : Math.max(...known)
      }
      default:
        return undefined
    }
  }

  /** What one branch says is so in the other. */
  function ranksOfBranches({ attributes, outputs }: OnnxNode): (number | undefined)[] {
    const branches = attributes.flatMap((attribute) =>
      [...fieldsOf(attribute)].flatMap(({ number, bytes }) =>
        number === graphField ? decodeGraph(bytes) : [],
      ),
    )
    const found = branches.map((branch) => {
      const inner = ranksOf(branch.nodes, tensors, rankAt)
      return branch.outputs.map(({ name }) => inner.get(name) ?? rankAt(name))
    })
    return outputs.map((_, index) => found.map((ranks) => ranks[index]).find((rank) => rank !== undefined))
  }
}

/** A kernel that is an input says its sides alone. */
function rankOfKernel(node: OnnxNode): number | undefined {
  const sides = intsOf(node, 'kernel_shape')
  return sides && sides.length + 2
}
