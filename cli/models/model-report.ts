import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import type { ModelFiles } from '#diffusion/model/model-files.ts'
import { checkpointEnding, readModel } from '#diffusion/model/read-model.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { GraphSource } from '#diffusion/model/graph-source.ts'
import { readSafetensors } from '#diffusion/safetensors/safetensors-file.ts'
import { readOnnxFile, type OnnxFile } from './onnx-file.ts'

/** The parts of a model folder in the order of painting; the last three are optional. */
export const modelParts = [
  'text_encoder',
  'unet',
  'vae_decoder',
  'vae_decoder_tiny',
  'vae_encoder',
  'safety_checker',
] as const
export type PartName = (typeof modelParts)[number]

export interface PartReport {
  name: PartName
  source: GraphSource
  bytes: number
  onnx?: OnnxFile
}

/** What a model's files tell before anything is loaded. */
export interface ModelReport {
  path: string
  name: string
  folder?: ModelFiles
  parts: PartReport[]
  layout: string
  precision: string
  /** The side of a picture at the model's own size, and what widths and heights are multiples of, in pixels. */
  size?: { own: number; multiple: number }
  bytes: number
  /** A sentence for each reason why nothing can be painted with the model. */
  problems: string[]
  /** A sentence for each thing that the model can't do. */
  notes: string[]
}

export async function reportModel(path: string, vae?: string): Promise<ModelReport> {
  const report: ModelReport = {
    path,
    name: basename(path, checkpointEnding),
    parts: [],
    layout: 'unknown layout',
    precision: 'unknown precision',
    bytes: await folderBytes(path),
    problems: [],
    notes: [],
  }
  if (await isTorchFolder(path)) {
    report.layout = 'diffusers weights for torch'
    report.problems.push(
      `${path} holds torch's weights, not ONNX: make a model folder of it with "uv run models/export_onnx.py ${path} TARGET".`,
    )
    return report
  }
  try {
    report.folder = await readModel(path, vae)
  } catch (error) {
    if (!(error instanceof PaintError)) throw error
    report.problems.push(error.message)
    return report
  }
  for (const [name, source] of Object.entries(partSources(report.folder))) {
    const part = modelParts.find((known) => known === name)
    if (part && source) report.parts.push(await reportPart(part, source, report.problems))
  }
  if (report.folder.unet.made) await describeCheckpoint(report, report.folder)
  else describe(report, report.folder)
  return report
}

function partSources(folder: ModelFiles): Record<PartName, GraphSource | undefined> {
  return {
    text_encoder: folder.textEncoder,
    unet: folder.unet,
    vae_decoder: folder.vaeDecoder,
    vae_decoder_tiny: folder.tinyDecoder?.graph,
    vae_encoder: folder.vaeEncoder,
    safety_checker: folder.safetyChecker,
  }
}

async function reportPart(name: PartName, source: GraphSource, problems: string[]): Promise<PartReport> {
  const { file, made } = source
  // A tensor that a checkpoint lacks is noticed when its graphs are made.
  if (made) return { name, source, bytes: made.bytes }
  const part: PartReport = { name, source, bytes: await folderBytes(dirname(file)) }
  try {
    part.onnx = await readOnnxFile(file)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    problems.push(`${file} is damaged or cut off: fetch it again.`)
    return part
  }
  for (const [location, bytes] of part.onnx.external) {
    const weights = join(dirname(file), location)
    const found = await stat(weights).catch(() => undefined)
    if (!found) problems.push(`${weights}, which holds the weights of ${basename(file)}, is missing.`)
    else if (found.size < bytes)
      problems.push(`${weights} is cut off: it has ${found.size} of ${bytes} bytes.`)
    else if (await leadsOut(file, weights))
      problems.push(
        `${weights} is a link that leads out of the model's folder, which onnxruntime refuses: put the file itself there.`,
      )
  }
  return part
}

/** As onnxruntime 1.30 sees it: a graph that is a link itself, as in the hub's cache, has its weights where it really is. */
async function leadsOut(graph: string, weights: string): Promise<boolean> {
  const real = dirname(await realpath(weights))
  const allowed = [await realpath(dirname(graph)), dirname(await realpath(graph))]
  return !allowed.some((folder) => real === folder || real.startsWith(`${folder}${sep}`))
}

async function describeCheckpoint(report: ModelReport, files: ModelFiles): Promise<void> {
  const { tensors } = await readSafetensors(report.path)
  const bytes = new Map<string, number>()
  for (const [name, { dtype, length }] of tensors)
    if (name.startsWith('model.diffusion_model.')) bytes.set(dtype, (bytes.get(dtype) ?? 0) + length)
  const [most] = [...bytes].toSorted(([, a], [, b]) => b - a)
  report.layout = 'single file of Stable Diffusion 1.x'
  report.precision = precisions[most?.[0] ?? ''] ?? most?.[0] ?? report.precision
  report.size = { own: files.sampleSize * files.vaeScale, multiple: files.sizeMultiple }
  if (files.vae !== undefined) report.notes.push(`Its VAE is the one of ${files.vae}.`)
  if (files.inpainting === true)
    report.notes.push('It was trained to repaint a part of a picture, and paints nothing else.')
  if (files.schedulerConfig.prediction_type === 'v_prediction')
    report.notes.push('It predicts velocity (v), as its file says.')
}

/** safetensors' names of types, as people write them. */
const precisions: Record<string, string> = {
  F32: 'fp32',
  F16: 'fp16',
  BF16: 'bf16',
  F64: 'fp64',
  F8_E4M3: 'fp8',
  F8_E5M2: 'fp8',
}

function describe(report: ModelReport, folder: ModelFiles): void {
  const unet = report.parts.find(({ name }) => name === 'unet')?.onnx
  const own = unet?.metadata['dragon_wings.size_multiple']
  report.layout = own === undefined ? 'ONNX in the layout of optimum' : "ONNX of this project's export"
  report.precision = unet ? precisionOf(unet) : report.precision
  report.size = { own: folder.sampleSize * folder.vaeScale, multiple: folder.sizeMultiple }
  if (!folder.vaeEncoder)
    report.notes.push('It has no vae_encoder/, so it can’t start from an image or repaint one.')
  if (!folder.safetyChecker)
    report.notes.push('It has no safety_checker/, so pictures are not looked at for nudity.')
}

function precisionOf({ metadata, weights }: OnnxFile): string {
  const stated = metadata['dragon_wings.precision']
  if (stated === 'stored-fp16') return 'fp32, stored as fp16'
  if (stated !== undefined) return stated
  const { float32 = 0, float16 = 0, bfloat16 = 0, int8 = 0 } = weights
  // By far most bytes are those of matrices; normalisation may be float32 in any export. An int8 weight is a quarter as long.
  if (int8 * 4 > float32 + float16) return 'int8'
  if (bfloat16 > float32 + float16) return 'bf16'
  return float16 > float32 ? 'fp16' : 'fp32'
}

async function isTorchFolder(path: string): Promise<boolean> {
  const names = await readdir(join(path, 'unet')).catch(() => [])
  return (
    !names.some((name) => name.endsWith('.onnx')) && names.some((name) => /\.(safetensors|bin)$/.test(name))
  )
}

/** Of a folder with all that is in it, or of a file. Links count with what they lead to: the hub's cache consists of them. */
export async function folderBytes(path: string): Promise<number> {
  const file = await stat(path).catch(() => undefined)
  if (file?.isFile() === true) return file.size
  const names = await readdir(path, { recursive: true }).catch(() => [])
  const sizes = names.map(async (name) => {
    const found = await stat(join(path, name)).catch(() => undefined)
    return found?.isFile() === true ? found.size : 0
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
