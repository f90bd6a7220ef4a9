import { readFile } from 'node:fs/promises'
import type { GraphSource } from './graph-source.ts'
import { decodeModel } from '#diffusion/onnx/decode.ts'
import { encodeModel } from '#diffusion/onnx/encode.ts'
import { withSkippedLayers } from '#diffusion/onnx/skipped-layers.ts'
import { withTokenVectors } from '#diffusion/onnx/token-vectors.ts'

/**
 * A text encoder's graph with inputs for vectors in place of tokens, and an output for every number of layers that can be left out, as
 * far as the graph has what they need. Exports have neither.
 */
export async function editedTextEncoder({ file, made }: GraphSource): Promise<Uint8Array> {
  const model = decodeModel(made ? await made.make() : await readFile(file))
  withTokenVectors(model)
  const last = model.graph.outputs.find(({ name }) => name === 'last_hidden_state') ?? model.graph.outputs[0]
  if (last) withSkippedLayers(model, last.name)
  return encodeModel(model)
}
