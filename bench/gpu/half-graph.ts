import { toFloat16 } from '#diffusion/session/float16.ts'
import { innerTensor, intAttribute } from '#diffusion/onnx/encode.ts'
import { dataTypes, type OnnxGraph, type OnnxNode, type OnnxTensor } from '#diffusion/onnx/graph.ts'
import { fieldsOf } from '#diffusion/onnx/wire.ts'

/**
 * The graph of a checkpoint's UNet or VAE decoder in float16: what `export_onnx.py --fp16` makes of such a model, inputs and outputs in
 * float32. The weights are the file's float16 ones. The time's sines stay float32.
 */
export function halfGraph(graph: OnnxGraph): OnnxGraph {
  const stored = new Set(
    graph.initializers.filter(({ dataType }) => dataType === dataTypes.float16).map(({ name }) => name),
  )
  const ofWeight = ({ opType, inputs }: OnnxNode) =>
    opType === 'Cast' && inputs.some((name) => stored.has(name))
  const renamed = new Map<string, string>()
  for (const node of graph.nodes) if (ofWeight(node)) renamed.set(node.outputs[0] ?? '', node.inputs[0] ?? '')

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
    if (ofWeight(node)) continue
    const own = { ...node, inputs: node.inputs.map((name) => renamed.get(name) ?? name) }
    const [output = ''] = node.outputs
    if (outputs.has(output)) nodes.push(cast(own.inputs[0] ?? '', output, dataTypes.float32))
    else if (node.opType === 'Concat' && isOfWaves(graph, node)) {
      nodes.push({ ...own, outputs: [`${output}/float32`] })
      nodes.push(cast(`${output}/float32`, output, dataTypes.float16))
    } else nodes.push(own)
  }
  const initializers = graph.initializers.map((tensor) =>
    tensor.dataType === dataTypes.float32 && !exact.has(tensor.name) ? halved(tensor) : tensor,
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
function halved({ name, dims, encoded }: OnnxTensor): OnnxTensor {
  for (const { number, bytes } of fieldsOf(encoded)) {
    if (number !== 9) continue
    const floats = new Float32Array(Uint8Array.from(bytes).buffer)
    const halves = new Uint16Array(floats.length)
    toFloat16(floats, halves)
    return innerTensor(name, 'float16', dims, new Uint8Array(halves.buffer))
  }
  throw new Error(`The weight ${name} is float32: a checkpoint in float16 is wanted.`)
}
