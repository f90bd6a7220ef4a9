import { intOf, intsOf, textAttributeOf } from './attributes.ts'
import { floatsOf } from './constant-values.ts'
import { innerTensor, intAttribute, intsAttribute, textAttribute } from './encode.ts'
import type { OnnxGraph, OnnxModel, OnnxNode } from './graph.ts'
import { usedValues } from './used-values.ts'

/** What an output row (or column) sees of three kernel rows: an even one both of its lower two at one input row, an odd one both of its upper two. */
const phases = [
  [1, 0, 0, 0, 1, 1],
  [1, 1, 0, 0, 0, 1],
]

/**
 * Computes a 3×3 convolution over a picture doubled by nearest neighbours from the picture itself: each of the four output pixels that come of
 * one input pixel sees 2×2 different ones, so four convolutions of 2×2 give the same sums with 16 multiplications in the place of 36 (compare
 * Shi et al. 2016, "Is the deconvolution layer the same as a convolutional layer?"). Kernels are added up when the session is opened.
 * @returns `model` itself where it has no such pair
 */
export function withPhasedUpsampling(model: OnnxModel): OnnxModel {
  const { graph } = model
  const pairs = doubledConvolutions(graph)
  if (pairs.size === 0) return model
  const resizes = new Set(pairs.values())
  const nodes = graph.nodes.flatMap((node) => {
    if (resizes.has(node)) return []
    const resize = pairs.get(node)
    return resize ? phasedConvolution(node, resize.inputs[0] ?? '') : [node]
  })
  const sums = [false, true].flatMap((transposed) => phases.map((_, phase) => phaseTensor(phase, transposed)))
  return { ...model, graph: { ...graph, nodes, initializers: [...graph.initializers, ...sums] } }
}

/** Convolutions of 3×3 that take a doubled picture, each with the node that doubles it. */
function doubledConvolutions(graph: OnnxGraph): Map<OnnxNode, OnnxNode> {
  const uses = new Map<string, number>()
  const used = [...graph.nodes.flatMap(usedValues), ...graph.outputs.map(({ name }) => name)]
  for (const name of used) uses.set(name, (uses.get(name) ?? 0) + 1)
  const doubling = new Map(
    graph.nodes.flatMap((node) => {
      const [output = ''] = node.outputs
      return doubles(graph, node) && uses.get(output) === 1 ? [[output, node] as const] : []
    }),
  )
  return new Map(
    graph.nodes.flatMap((node) => {
      const resize = doubling.get(node.inputs[0] ?? '')
      return resize && isPlain3x3(node) ? [[node, resize] as const] : []
    }),
  )
}

/** As torch's exporter and `doubled` write it. */
function doubles(graph: OnnxGraph, node: OnnxNode): boolean {
  if (node.opType !== 'Resize' || node.domain !== '') return false
  const scales = floatsOf(graph, node.inputs[2] ?? '')
  return (
    textAttributeOf(node, 'mode') === 'nearest' &&
    textAttributeOf(node, 'coordinate_transformation_mode') === 'asymmetric' &&
    textAttributeOf(node, 'nearest_mode') === 'floor' &&
    intsOf(node, 'axes') === undefined &&
    scales?.join() === '1,1,2,2'
  )
}

function isPlain3x3(node: OnnxNode): boolean {
  const is = (name: string, ...values: number[]) => (intsOf(node, name) ?? values).join() === values.join()
  return (
    node.opType === 'Conv' &&
    node.domain === '' &&
    intsOf(node, 'kernel_shape')?.join() === '3,3' &&
    intsOf(node, 'pads')?.join() === '1,1,1,1' &&
    is('strides', 1, 1) &&
    is('dilations', 1, 1) &&
    (intOf(node, 'group') ?? 1) === 1 &&
    (textAttributeOf(node, 'auto_pad') ?? 'NOTSET') === 'NOTSET'
  )
}

function phasedConvolution({ name, inputs, outputs }: OnnxNode, input: string): OnnxNode[] {
  const [, weight = '', ...bias] = inputs
  const [output = ''] = outputs
  const node = (
    opType: string,
    suffix: string,
    from: string[],
    attributes: Uint8Array[] = [],
    to = `${output}/${suffix}`,
  ): OnnxNode => ({ opType, name: `${name}/${suffix}`, domain: '', inputs: from, outputs: [to], attributes })
  const nodes: OnnxNode[] = []
  const parts: string[] = []
  for (const row of phases.keys()) {
    nodes.push(node('MatMul', `rows${row}`, [phaseName(row, false), weight]))
    for (const column of phases.keys()) {
      const phase = `${row}${column}`
      nodes.push(
        node('MatMul', `kernel${phase}`, [`${output}/rows${row}`, phaseName(column, true)]),
        node(
          'Conv',
          `phase${phase}`,
          [input, `${output}/kernel${phase}`, ...bias],
          [
            intsAttribute('kernel_shape', [2, 2]),
            // An even row sees the input row above it, an odd one the one below.
            intsAttribute('pads', [1 - row, 1 - column, row, column]),
          ],
        ),
      )
      parts.push(`${output}/phase${phase}`)
    }
  }
  nodes.push(
    node('Concat', 'phases', parts, [intAttribute('axis', 1)]),
    node(
      'DepthToSpace',
      'woven',
      [`${output}/phases`],
      [intAttribute('blocksize', 2), textAttribute('mode', 'DCR')],
      output,
    ),
  )
  return nodes
}

const phaseName = (phase: number, transposed: boolean) =>
  `phased_upsampling/${transposed ? 'columns' : 'rows'}${phase}`

/** `[2, 3]`, which adds up a kernel's rows, or `[3, 2]` for its columns. */
function phaseTensor(phase: number, transposed: boolean) {
  const rows = phases[phase] ?? []
  const values = transposed ? [0, 3, 1, 4, 2, 5].map((at) => rows[at] ?? 0) : rows
  return innerTensor(
    phaseName(phase, transposed),
    'float32',
    transposed ? [3, 2] : [2, 3],
    Float32Array.from(values),
  )
}
