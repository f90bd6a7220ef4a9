import { graphValue } from './encode.ts'
import type { OnnxModel, OnnxNode } from './graph.ts'
import { usedValues } from './used-values.ts'
import { valueRanks } from './value-ranks.ts'

/** A part of a graph that computes on what earlier parts gave. */
export interface ModelPiece {
  readonly model: OnnxModel
  /** Of its weights, as float32. */
  readonly weightBytes: number
  /** What it takes of earlier pieces, and gives to later ones. */
  readonly taken: readonly string[]
  readonly given: readonly string[]
}

/** A cut may lie this part of a piece away from where the pieces would be equal. */
const leeway = 0.35

/**
 * Cuts a graph into pieces of about equally many weights, which run one after the other and together compute the same. Cuts lie where few
 * values cross. What hangs on weights, `shared` inputs and shapes of inputs alone is in each piece that needs it.
 * @param model its nodes in the order in which they may run; all that is no shape is float32
 * @param shared inputs that every piece may take
 */
export function splitModel(
  model: OnnxModel,
  pieces: number,
  shared: (input: string) => boolean = () => false,
): ModelPiece[] {
  const { graph } = model
  const uses = new Map(graph.nodes.map((node) => [node, usedValues(node)]))
  const usesOf = (node: OnnxNode) => uses.get(node) ?? []
  const tensors = new Map(graph.initializers.map((tensor) => [tensor.name, tensor]))
  const ofGraph = new Set(graph.inputs.map(({ name }) => name))
  const ready = new Set([...tensors.keys(), ...[...ofGraph].filter(shared)])
  /** Nodes that any piece can have, by their outputs. */
  const free = new Map<string, OnnxNode>()
  const steps: OnnxNode[] = []
  for (const node of graph.nodes) {
    const isFree = usesOf(node).every(
      (name) => ready.has(name) || (node.opType === 'Shape' && ofGraph.has(name)),
    )
    if (!isFree) steps.push(node)
    else
      for (const output of node.outputs) {
        ready.add(output)
        free.set(output, node)
      }
  }
  /** What a step needs besides other steps. */
  const around = (node: OnnxNode, found: { nodes: Set<OnnxNode>; tensors: Set<string> }): void => {
    for (const name of usesOf(node)) {
      if (tensors.has(name)) found.tensors.add(name)
      const before = free.get(name)
      if (!before || found.nodes.has(before)) continue
      found.nodes.add(before)
      around(before, found)
    }
  }
  const bytesOf = (names: Iterable<string>) =>
    [...names].reduce(
      (sum, name) => sum + 4 * (tensors.get(name)?.dims ?? [0]).reduce((product, dim) => product * dim, 1),
      0,
    )

  const ranks = valueRanks(graph)
  const integers = integersIn(graph.nodes, ranks)
  const crossings = crossingsOf(steps, usesOf, (name) => ranks.has(name) && !integers.has(name))
  const reached: number[] = []
  const met = { nodes: new Set<OnnxNode>(), tensors: new Set<string>() }
  let bytes = 0
  for (const step of steps) {
    const before = met.tensors.size
    around(step, met)
    if (met.tensors.size > before) bytes += bytesOf([...met.tensors].slice(before))
    reached.push(bytes)
  }
  const ends = cuts(reached, crossings, pieces)

  const madeBy = new Map(
    steps.flatMap((step, index) => step.outputs.map((output) => [output, index] as const)),
  )
  const inputs = new Map(graph.inputs.map((input) => [input.name, input]))
  const outputs = new Map(graph.outputs.map((output) => [output.name, output]))
  const crossing = (name: string) =>
    graphValue(
      name,
      'float32',
      Array.from({ length: ranks.get(name) ?? 0 }, (_, axis) => `${name}.${axis}`),
    )
  return ends.map((end, piece) => {
    const begin = piece === 0 ? 0 : (ends[piece - 1] ?? 0)
    const own = steps.slice(begin, end)
    const later = new Set(steps.slice(end).flatMap(usesOf))
    const needed = { nodes: new Set<OnnxNode>(), tensors: new Set<string>() }
    for (const step of own) around(step, needed)
    const used = new Set([...own, ...needed.nodes].flatMap(usesOf))
    const given = own.flatMap((step) => step.outputs).filter((name) => later.has(name))
    const taken = [...used].filter((name) => (madeBy.get(name) ?? begin) < begin)
    const answers = own.flatMap((step) => step.outputs).flatMap((name) => outputs.get(name) ?? [])
    return {
      taken,
      given,
      weightBytes: bytesOf(needed.tensors),
      model: {
        ...model,
        graph: {
          ...graph,
          nodes: [...graph.nodes.filter((node) => needed.nodes.has(node)), ...own],
          initializers: graph.initializers.filter(({ name }) => needed.tensors.has(name)),
          inputs: [...[...inputs.values()].filter(({ name }) => used.has(name)), ...taken.map(crossing)],
          outputs: [...answers, ...given.filter((name) => !outputs.has(name)).map(crossing)],
        },
      },
    }
  })
}

/** Shapes, and what is computed of them alone and of constants. */
function integersIn(nodes: readonly OnnxNode[], constants: ReadonlyMap<string, number>): Set<string> {
  const integers = new Set<string>()
  for (const { opType, inputs, outputs } of nodes) {
    const computed = inputs.filter((name) => integers.has(name))
    const isOfShapes =
      computed.length > 0 && inputs.every((name) => name === '' || integers.has(name) || constants.has(name))
    if (opType === 'Shape' || (isOfShapes && ['Slice', 'Concat'].includes(opType)))
      for (const output of outputs) integers.add(output)
  }
  return integers
}

/** How many values cross a cut behind each step; infinitely many where one does that may not. */
function crossingsOf(
  steps: readonly OnnxNode[],
  usesOf: (node: OnnxNode) => readonly string[],
  mayCross: (name: string) => boolean,
): number[] {
  const lastUse = new Map<string, number>()
  for (const [index, step] of steps.entries()) for (const name of usesOf(step)) lastUse.set(name, index)
  const crossings = Array.from<number>({ length: steps.length }).fill(0)
  for (const [index, { outputs }] of steps.entries())
    for (const name of outputs)
      for (let at = index; at < (lastUse.get(name) ?? index); at++)
        crossings[at] = (crossings[at] ?? 0) + (mayCross(name) ? 1 : Infinity)
  return crossings
}

/** Where each piece ends: the number of steps up to there. */
function cuts(reached: readonly number[], crossings: readonly number[], pieces: number): number[] {
  const total = reached.at(-1) ?? 0
  const ends: number[] = []
  for (let piece = 1; piece < pieces; piece++) {
    const aim = (total * piece) / pieces
    const allowed = (total / pieces) * leeway
    let best: number | undefined
    for (const [at, bytes] of reached.entries()) {
      if (at + 1 >= reached.length || at < (ends.at(-1) ?? 0) || Math.abs(bytes - aim) > allowed) continue
      const here = crossings[at] ?? Infinity
      const there = best === undefined ? Infinity : (crossings[best] ?? Infinity)
      const nearer = best === undefined || Math.abs(bytes - aim) < Math.abs((reached[best] ?? 0) - aim)
      if (here < there || (here === there && here < Infinity && nearer)) best = at
    }
    if (best !== undefined) ends.push(best + 1)
  }
  return [...ends, reached.length]
}
