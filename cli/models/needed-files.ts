import type { ListFileEntry } from '@huggingface/hub'
import { PersonError } from '#core/errors.ts'
import { modelParts } from './model-report.ts'

/** Small files that say how to use the weights. */
const describing = new Set([
  'model_index.json',
  'world.json',
  'scheduler/scheduler_config.json',
  'tokenizer/vocab.json',
  'tokenizer/merges.txt',
  'tokenizer/tokenizer.json',
  'tokenizer/tokenizer_config.json',
  'tokenizer/special_tokens_map.json',
  'feature_extractor/preprocessor_config.json',
])
/** The parts that no model can do without. */
const required = ['text_encoder', 'unet', 'vae_decoder']
const torchWeights = /\.(safetensors|bin|ckpt|pt|msgpack|h5)$/

/**
 * The files of a hub repository that painting needs: no torch weights, no other precisions, no pictures for its page.
 * @throws PersonError `hub` when the repository holds no ONNX model
 */
export function neededFiles(id: string, listing: readonly ListFileEntry[]): ListFileEntry[] {
  const files = listing.filter(({ type, path }) => type === 'file' && isSafe(path))
  const needed = files.filter(({ path }) => describing.has(path))
  for (const part of modelParts) {
    const inPart = files.filter(({ path }) => path.startsWith(`${part}/`) && path.split('/').length === 2)
    const graphs = inPart.filter(({ path }) => path.endsWith('.onnx'))
    const graph = graphs.find(({ path }) => path === `${part}/model.onnx`) ?? graphs[0]
    if (graph) needed.push(...inPart.filter(({ path }) => belongs(path, graph.path, graphs)))
    else if (required.includes(part)) throw noModel(id, part, files)
  }
  return needed
}

/** The graph, its configuration, and its weights, whatever the exporter called them: `model.onnx_data`, `weights.pb` … */
function belongs(path: string, graph: string, graphs: readonly ListFileEntry[]): boolean {
  if (path === graph) return true
  if (torchWeights.test(path)) return false
  if (path.endsWith('.json')) return path.endsWith('/config.json')
  // `model_fp16.onnx_data` is of `model_fp16.onnx`.
  return !graphs.some((other) => other.path !== graph && path.startsWith(other.path))
}

/** A listing decides where we write: nothing of it may lead out of the folder. */
function isSafe(path: string): boolean {
  return (
    !path.startsWith('/') &&
    !path.includes('\\') &&
    path.split('/').every((name) => name !== '..' && name !== '')
  )
}

function noModel(id: string, part: string, files: readonly ListFileEntry[]): PersonError {
  const hasTorch = files.some(({ path }) => path.startsWith('unet/') && torchWeights.test(path))
  return new PersonError(
    'hub',
    hasTorch
      ? `${id} holds torch's weights, not ONNX: name a revision that has ONNX with --revision (often "onnx"), or download it and export it with models/export_onnx.py.`
      : `${id} is no Stable Diffusion model in ONNX: it has no ${part}/model.onnx.`,
  )
}
