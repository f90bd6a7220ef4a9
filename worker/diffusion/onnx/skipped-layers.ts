import { untypedValue } from './encode.ts'
import type { OnnxGraph, OnnxModel, OnnxNode } from './graph.ts'

/** The name of the hidden states without the last `layers` layers, after the final layer norm. */
export function skippedStates(layers: number): string {
  return `last_hidden_state_skip_${layers}`
}

/**
 * Gives a text encoder an output for every number of layers that can be left out at its end ("clip skip"), with the final layer norm
 * applied: its nodes are repeated over the states between the layers. Changes `model`; what has such outputs stays.
 *
 * Between two layers the states go both into the next one and around it. Both of a layer's additions (attention, then the feed-forward
 * network) so have one operand that other nodes use as well: the states before.
 */
export function withSkippedLayers({ graph }: OnnxModel, lastHiddenState: string): void {
  if (graph.outputs.some(({ name }) => name === skippedStates(1))) return
  const producers = new Map(
    graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)),
  )
  const norm = finalNorm(producers, lastHiddenState)
  if (!norm) return
  const uses = useCounts(graph)
  const before = (states: string | undefined): string | undefined => {
    const sum = states === undefined ? undefined : producers.get(states)
    if (sum?.opType !== 'Add') return undefined
    return sum.inputs.find((input) => producers.has(input) && (uses.get(input) ?? 0) > 1)
  }
  let states: string | undefined = norm.input
  for (let layers = 1; ; layers++) {
    states = before(before(states))
    // The states before the first layer are no layer's: leaving all out is none of A1111's choices.
    if (states === undefined || before(before(states)) === undefined) return
    const output = skippedStates(layers)
    graph.nodes.push(...repeated(norm, states, lastHiddenState, output))
    graph.outputs.push(untypedValue(output))
  }
}

/** The nodes of the final layer norm, in order, and what they normalize. */
interface FinalNorm {
  nodes: OnnxNode[]
  input: string
}

/** One node, or, exported for an older opset, those from the subtraction of the mean to the addition of the bias. */
function finalNorm(producers: ReadonlyMap<string, OnnxNode>, lastHiddenState: string): FinalNorm | undefined {
  const last = producers.get(lastHiddenState)
  if (!last) return undefined
  const input = normalized(producers, last)
  if (input === undefined) return undefined
  const nodes: OnnxNode[] = []
  const take = (name: string) => {
    const node = name === input ? undefined : producers.get(name)
    if (!node || nodes.includes(node)) return
    for (const each of node.inputs) take(each)
    nodes.push(node)
  }
  take(lastHiddenState)
  return { nodes, input }
}

/** What a layer norm normalizes: the first input of the one node, or of the subtraction. */
function normalized(producers: ReadonlyMap<string, OnnxNode>, last: OnnxNode): string | undefined {
  const passing = ['Add', 'Mul', 'Div', 'Cast']
  let node: OnnxNode | undefined = last
  for (let hops = 0; node && hops < 6; hops++) {
    if (node.opType === 'LayerNormalization' || node.opType === 'Sub') return node.inputs[0]
    if (!passing.includes(node.opType)) return undefined
    node = node.inputs
      .map((input) => producers.get(input))
      .find((each) => each !== undefined && !isWeight(each))
  }
  return undefined
}

/** What stands between a stored weight and its use. */
function isWeight({ opType, inputs }: OnnxNode): boolean {
  return opType === 'Constant' || (opType === 'Cast' && (inputs[0]?.endsWith('_fp16') ?? false))
}

function repeated(norm: FinalNorm, states: string, lastHiddenState: string, output: string): OnnxNode[] {
  const made = new Set(norm.nodes.flatMap(({ outputs }) => outputs))
  const renamed = (name: string) => {
    if (name === norm.input) return states
    if (name === lastHiddenState) return output
    return made.has(name) ? `${output}/${name}` : name
  }
  return norm.nodes.map((node) => ({
    ...node,
    name: `${output}/${node.name}`,
    inputs: node.inputs.map(renamed),
    outputs: node.outputs.map(renamed),
  }))
}

function useCounts({ nodes }: OnnxGraph): Map<string, number> {
  const uses = new Map<string, number>()
  for (const { inputs } of nodes) for (const input of inputs) uses.set(input, (uses.get(input) ?? 0) + 1)
  return uses
}
