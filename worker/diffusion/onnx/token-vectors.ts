import { intOf } from './attributes.ts'
import { graphValue, intAttribute } from './encode.ts'
import { dataTypes, type OnnxGraph, type OnnxModel, type OnnxNode } from './graph.ts'

/**
 * Inputs that `withTokenVectors` adds, both float32: `keep` `[b, tokens, 1]` is 1 where a token's own vector holds and 0 where that in
 * `vectors` `[b, tokens, width]`, which is zeros elsewhere, takes its place.
 */
export const tokenVectorInputs = { keep: 'token_keep', vectors: 'token_vectors' } as const

/** Tables of words have tens of thousands of rows, those of positions 77. */
const leastWords = 1000

/**
 * Lets a text encoder be given vectors in place of tokens (textual inversions): before the vectors of positions are added, as
 * `keep * own + vectors`. Changes `model`.
 * @returns false for a graph whose word table isn't found
 */
export function withTokenVectors({ graph }: OnnxModel): boolean {
  const lookUp = graph.nodes.find((node) => node.opType === 'Gather' && isWordTable(graph, node.inputs[0]))
  const width = lookUp && tableDims(graph, lookUp.inputs[0])?.[1]
  if (!lookUp || width === undefined) return false
  // A table of float16 may be widened behind the look-up: the vectors come in there with all their digits.
  const widened = onlyCast(graph, lookUp)
  const last = widened ?? lookUp
  const own = last.outputs[0]
  if (own === undefined) return false
  const type = widened ? intOf(widened, 'to') : tableType(graph, lookUp.inputs[0])
  const words = `${own}_of_words`
  last.outputs[0] = words
  const float32 = type === undefined || type === dataTypes.float32
  const typed = (input: string) => (float32 ? input : `${input}_typed`)
  const { keep, vectors } = tokenVectorInputs
  const added = [
    ...(float32 ? [] : [keep, vectors].map((input) => cast(input, typed(input), type))),
    node('Mul', [words, typed(keep)], `${own}_kept`),
    node('Add', [`${own}_kept`, typed(vectors)], own),
  ]
  graph.nodes.splice(graph.nodes.indexOf(last) + 1, 0, ...added)
  graph.inputs.push(
    graphValue(keep, 'float32', ['batch', 'tokens', 1]),
    graphValue(vectors, 'float32', ['batch', 'tokens', width]),
  )
  return true
}

function isWordTable(graph: OnnxGraph, name: string | undefined): boolean {
  const dims = tableDims(graph, name)
  return dims?.length === 2 && (dims[0] ?? 0) >= leastWords
}

/** The shape of a weight, through what exporters put behind weights that are stored in another type. */
function tableDims(graph: OnnxGraph, name: string | undefined): readonly number[] | undefined {
  const weight = graph.initializers.find((tensor) => tensor.name === name)
  if (weight) return weight.dims
  const from = graph.nodes.find(({ outputs }) => name !== undefined && outputs.includes(name))
  const through = ['Cast', 'Identity', 'DequantizeLinear', 'Mul']
  return from && through.includes(from.opType) ? tableDims(graph, from.inputs[0]) : undefined
}

/** The element type of a table as the look-up sees it; undefined where that isn't plain. */
function tableType(graph: OnnxGraph, name: string | undefined): number | undefined {
  const weight = graph.initializers.find((tensor) => tensor.name === name)
  if (weight) return weight.dataType
  const from = graph.nodes.find(({ outputs }) => name !== undefined && outputs.includes(name))
  return from?.opType === 'Cast' ? intOf(from, 'to') : undefined
}

function onlyCast(graph: OnnxGraph, { outputs }: OnnxNode): OnnxNode | undefined {
  const users = graph.nodes.filter(({ inputs }) => inputs.some((input) => outputs.includes(input)))
  const [user] = users
  return users.length === 1 && user?.opType === 'Cast' ? user : undefined
}

function cast(from: string, to: string, type: number): OnnxNode {
  return { ...node('Cast', [from], to), attributes: [intAttribute('to', type)] }
}

function node(opType: string, inputs: string[], output: string): OnnxNode {
  return { opType, name: `token_vectors/${output}`, domain: '', inputs, outputs: [output], attributes: [] }
}
