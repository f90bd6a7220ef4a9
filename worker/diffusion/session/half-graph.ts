import { toFloat16 } from './float16.ts'
import { floatsIn } from '#diffusion/onnx/constant-values.ts'
import { decodeModel } from '#diffusion/onnx/decode.ts'
import { encodeModel, innerTensor, intAttribute } from '#diffusion/onnx/encode.ts'
import { dataTypes, type OnnxGraph, type OnnxNode, type OnnxTensor } from '#diffusion/onnx/graph.ts'

/**
 * A graph that was made over a checkpoint's UNet or VAE decoder, computing in float16: what `export_onnx.py --fp16` makes of such a model,
 * inputs and outputs in float32. Weights that the file has in float16 are taken as they are, others are cast while the graph is opened. The
 * time's sines stay float32.
 * @param model the bytes that `GraphBuilder.encode` gave
 */
export function halfModel(model: Uint8Array): Uint8Array {
  const { graph, ...rest } = decodeModel(model)
  return encodeModel({ ...rest, graph: halfGraph(graph) })
}

function halfGraph(graph: OnnxGraph): OnnxGraph {
  const stored = new Map(graph.initializers.map(({ name, dataType }) => [name, dataType]))
  // GraphBuilder takes every weight of the file through one of these.
  const ofWeight = ({ opType, inputs: [input = '', ...others] }: OnnxNode) =>
    (opType === 'Cast' || opType === 'Sum') && others.length === 0 && stored.has(input)
  const renamed = new Map<string, string>()
  const weights = new Set<string>()
  for (const node of graph.nodes.filter(ofWeight)) {
    const [stays = ''] = node.inputs
    weights.add(stays)
    if (stored.get(stays) === dataTypes.float16) renamed.set(node.outputs[0] ?? '', stays)
  }

  const inputs = inputsOf(graph).filter((name) => name !== 'timestep')
  for (const name of inputs) renamed.set(name, half(name))
  const waves = new Set(
    graph.nodes.filter(({ opType }) => opType === 'Cos' || opType === 'Sin').flatMap(({ inputs }) => inputs),
  )
  const exact = new Set(
    graph.nodes
      .filter(({ opType, outputs }) => opType === 'Resize' || outputs.some((name) => waves.has(name)))
      .flatMap(({ inputs }) => inputs),
  )
  const outputs = new Set(graph.outputs.map(({ name }) => name))
  const nodes: OnnxNode[] = inputs.map((name) => cast(name, half(name), dataTypes.float16))
  for (const node of graph.nodes) {
    if (ofWeight(node)) {
      const [weight = ''] = node.inputs
      if (stored.get(weight) !== dataTypes.float16)
        nodes.push(cast(weight, node.outputs[0] ?? '', dataTypes.float16))
      continue
    }
    const own = { ...node, inputs: node.inputs.map((name) => renamed.get(name) ?? name) }
    const [output = ''] = node.outputs
    if (outputs.has(output)) nodes.push(cast(own.inputs[0] ?? '', output, dataTypes.float32))
    else if (node.opType === 'Concat' && isOfWaves(graph, node)) {
      nodes.push({ ...own, outputs: [`${output}/float32`] })
      nodes.push(cast(`${output}/float32`, output, dataTypes.float16))
    } else nodes.push(own)
  }
  const initializers = graph.initializers.map((tensor) =>
    tensor.dataType === dataTypes.float32 && !exact.has(tensor.name) && !weights.has(tensor.name)
      ? halved(tensor)
      : tensor,
  )
  return { ...graph, nodes, initializers }
}

const half = (name: string) => `${name}/float16`

function inputsOf({ inputs }: OnnxGraph): string[] {
  return inputs.map(({ name }) => name)
}

function isOfWaves({ nodes }: OnnxGraph, { inputs }: OnnxNode): boolean {
  return nodes.some(
    ({ opType, outputs }) => opType === 'Cos' && outputs.some((name) => inputs.includes(name)),
  )
}

function cast(from: string, to: string, type: number): OnnxNode {
  const attributes = [intAttribute('to', type)]
  return { opType: 'Cast', name: '', domain: '', inputs: [from], outputs: [to], attributes }
}

/** A constant of the graph. */
function halved(tensor: OnnxTensor): OnnxTensor {
  const floats = floatsIn(tensor)
  if (!floats) throw new Error(`The constant ${tensor.name} has no values in the graph.`)
  const halves = new Uint16Array(floats.length)
  toFloat16(floats, halves)
  return innerTensor(tensor.name, 'float16', tensor.dims, new Uint8Array(halves.buffer))
}
