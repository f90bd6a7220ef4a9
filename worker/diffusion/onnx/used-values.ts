import { decodeGraph } from './decode.ts'
import type { OnnxNode } from './graph.ts'
import { fieldsOf } from './wire.ts'

/** AttributeProto's field that holds a graph. */
const graphField = 6

/** All values that a node needs: its inputs, and what the branches of an `If` take from around it. */
export function usedValues({ inputs, attributes }: OnnxNode): string[] {
  const used = inputs.filter((name) => name !== '')
  for (const attribute of attributes)
    for (const { number, bytes } of fieldsOf(attribute)) if (number === graphField) used.push(...taken(bytes))
  return [...new Set(used)]
}

/** What a graph uses and does not define. */
function taken(bytes: Uint8Array): string[] {
  const { nodes, initializers, inputs, outputs } = decodeGraph(bytes)
  const own = new Set([
    ...initializers.map(({ name }) => name),
    ...inputs.map(({ name }) => name),
    ...nodes.flatMap((node) => node.outputs),
  ])
  const used = [...nodes.flatMap(usedValues), ...outputs.map(({ name }) => name)]
  return used.filter((name) => !own.has(name))
}
