import { existsSync } from 'node:fs'
import { readFile, readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { PaintError } from '#diffusion/errors.ts'
import { stableDiffusionColours, type LatentColours } from '#diffusion/networks/preview.ts'
import { parseSchedulerConfig, type SchedulerConfig } from '#diffusion/schedule/config.ts'

/** SD 1.5's own values stand in where an exporter wrote no config file. */
const unetConfig = z.looseObject({
  block_out_channels: z.array(z.number()).default([320, 640, 1280, 1280]),
  sample_size: z.number().nullish(),
})
const vaeConfig = z.looseObject({
  block_out_channels: z.array(z.number()).default([128, 256, 512, 512]),
  scaling_factor: z.number().default(0.18215),
})

/** A small model that ships with the project says in world.json what suits it, and the colours of its latents. */
const world = z.looseObject({
  recommended: z
    .looseObject({ steps: z.int().min(1).default(20), guidance: z.number().default(7.5) })
    .default({ steps: 20, guidance: 7.5 }),
  latentColours: z
    .array(z.tuple([z.number(), z.number(), z.number()]))
    .length(5)
    .default([...stableDiffusionColours]),
})

/** Our own exports say here which sizes they paint. */
const modelIndex = z.looseObject({
  _dragon_wings: z.looseObject({ size_multiple: z.int().positive().optional() }).default({}),
})

/** What the files of a model folder say, before anything is loaded. Paths are those of the `.onnx` files. */
export interface ModelFolder {
  path: string
  textEncoder: string
  unet: string
  vaeDecoder: string
  vaeEncoder?: string
  safetyChecker?: string
  /** The folder with vocab.json and merges.txt, or tokenizer.json. */
  tokenizer: string
  schedulerConfig: SchedulerConfig
  /** Latents are divided by this before decoding. */
  vaeScalingFactor: number
  /** Pixels a latent is wide: 8 for SD 1.5. */
  vaeScale: number
  /** How many times the UNet halves its input: 3 for SD 1.5. */
  unetDownsamplings: number
  /** Widths and heights in pixels are multiples of this: 64 for SD 1.5 exported the usual way, 8 for our own exports. */
  sizeMultiple: number
  /** The width the model paints by default, in latents: 64 for SD 1.5. */
  sampleSize: number
  /** What a request that doesn't say is painted with; 20 steps and a guidance of 7.5 for SD 1.5. */
  recommended: { steps: number; guidance: number }
  latentColours: LatentColours
}

/** The folder that a model's name means: one in `modelsDir` first, then a path. */
export function findModelFolder(nameOrPath: string, modelsDir: string): string {
  const named = join(modelsDir, nameOrPath)
  return existsSync(named) ? named : resolve(nameOrPath)
}

/**
 * Reads a model folder in the layout of optimum and of the hub's SD 1.5 ONNX repositories.
 * @throws PaintError `bad_model` naming the part that is missing or unreadable
 */
export async function readModelFolder(path: string): Promise<ModelFolder> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new PaintError('bad_model', `There is no model folder at ${path}.`)
  if (!found.isDirectory()) {
    throw new PaintError(
      'bad_model',
      `${path} is a file; a model is a folder with unet/, vae_decoder/ and so on in it.`,
    )
  }
  const required = async (part: string) => {
    const file = await onnxFile(path, part)
    if (!file) throw new PaintError('bad_model', `The model folder ${path} has no ${part}/model.onnx.`)
    return file
  }
  const textEncoder = await required('text_encoder')
  const unet = await required('unet')
  const vaeDecoder = await required('vae_decoder')
  const vaeEncoder = await onnxFile(path, 'vae_encoder')
  const safetyChecker = await onnxFile(path, 'safety_checker')
  const unetJson = await config(join(path, 'unet', 'config.json'), unetConfig)
  const vaeJson = await config(join(path, 'vae_decoder', 'config.json'), vaeConfig)
  const schedulerFile = join(path, 'scheduler', 'scheduler_config.json')
  const schedulerText = await readFile(schedulerFile, 'utf8').catch((cause: unknown) => {
    throw new PaintError('bad_model', `The model folder ${path} has no scheduler/scheduler_config.json.`, {
      cause,
    })
  })
  const suits = await config(join(path, 'world.json'), world)
  const { _dragon_wings: own } = await config(join(path, 'model_index.json'), modelIndex)
  const vaeScale = 2 ** (vaeJson.block_out_channels.length - 1)
  const unetDownsamplings = unetJson.block_out_channels.length - 1
  return {
    path,
    textEncoder,
    unet,
    vaeDecoder,
    ...(vaeEncoder && { vaeEncoder }),
    ...(safetyChecker && { safetyChecker }),
    tokenizer: join(path, 'tokenizer'),
    schedulerConfig: parseSchedulerConfig(schedulerText),
    vaeScalingFactor: vaeJson.scaling_factor,
    vaeScale,
    unetDownsamplings,
    sizeMultiple: own.size_multiple ?? vaeScale * 2 ** unetDownsamplings,
    sampleSize: unetJson.sample_size ?? 64,
    recommended: suits.recommended,
    latentColours: suits.latentColours,
  }
}

/** The `.onnx` file of a part: model.onnx, or the only one there. */
async function onnxFile(folder: string, part: string): Promise<string | undefined> {
  const names = await readdir(join(folder, part)).catch(() => [])
  const onnx = names.filter((name) => name.endsWith('.onnx'))
  const name = onnx.includes('model.onnx') ? 'model.onnx' : onnx.length === 1 ? onnx[0] : undefined
  return name === undefined ? undefined : join(folder, part, name)
}

async function config<Out>(file: string, schema: z.ZodType<Out>): Promise<Out> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new PaintError('bad_model', `${file} is not JSON.`, { cause })
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw new PaintError('bad_model', `${file} is not what it should be: ${z.prettifyError(parsed.error)}`)
}
