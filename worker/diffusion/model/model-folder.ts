import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { PaintError } from '#diffusion/errors.ts'
import { type FewSteps, fewSteps } from '#diffusion/lora/few-steps.ts'
import type { ModelFiles } from './model-files.ts'
import { stableDiffusionColours } from '#diffusion/networks/preview.ts'
import { parseSchedulerConfig } from '#diffusion/schedule/config.ts'

/** SD 1.5's own values stand in where an exporter wrote no config file. */
const unetConfig = z.looseObject({
  block_out_channels: z.array(z.number()).default([320, 640, 1280, 1280]),
  sample_size: z.number().nullish(),
})
const vaeConfig = z.looseObject({
  block_out_channels: z.array(z.number()).default([128, 256, 512, 512]),
  scaling_factor: z.number().default(0.18215),
})

/** An AutoencoderTiny takes latents as the scheduler leaves them (diffusers' autoencoder_tiny.py). */
const tinyVaeConfig = z.looseObject({ scaling_factor: z.number().default(1) })

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

/**
 * Reads a model folder in the layout of optimum and of the hub's SD 1.5 ONNX repositories.
 * @throws PaintError `bad_model` naming the part that is missing or unreadable
 */
export async function readModelFolder(path: string): Promise<ModelFiles> {
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
  const tinyDecoder = await onnxFile(path, 'vae_decoder_tiny')
  const unetJson = await config(join(path, 'unet', 'config.json'), unetConfig)
  const vaeJson = await config(join(path, 'vae_decoder', 'config.json'), vaeConfig)
  const tinyJson = await config(join(path, 'vae_decoder_tiny', 'config.json'), tinyVaeConfig)
  const schedulerFile = join(path, 'scheduler', 'scheduler_config.json')
  const schedulerText = await readFile(schedulerFile, 'utf8').catch((cause: unknown) => {
    throw new PaintError('bad_model', `The model folder ${path} has no scheduler/scheduler_config.json.`, {
      cause,
    })
  })
  const suits = await config(join(path, 'world.json'), world)
  const { _dragon_wings: own } = await config(join(path, 'model_index.json'), modelIndex)
  const few = fewSteps(basename(path), new Map()) ?? fewStepsOfClass(schedulerText)
  const vaeScale = 2 ** (vaeJson.block_out_channels.length - 1)
  const unetDownsamplings = unetJson.block_out_channels.length - 1
  return {
    path,
    name: basename(path),
    textEncoder: { file: textEncoder },
    unet: { file: unet },
    vaeDecoder: { file: vaeDecoder },
    ...(tinyDecoder !== undefined && {
      tinyDecoder: { graph: { file: tinyDecoder }, scalingFactor: tinyJson.scaling_factor },
    }),
    ...(vaeEncoder !== undefined && { vaeEncoder: { file: vaeEncoder } }),
    ...(safetyChecker !== undefined && { safetyChecker: { file: safetyChecker } }),
    tokenizer: join(path, 'tokenizer'),
    schedulerConfig: parseSchedulerConfig(schedulerText),
    vaeScalingFactor: vaeJson.scaling_factor,
    vaeScale,
    unetDownsamplings,
    sizeMultiple: own.size_multiple ?? vaeScale * 2 ** unetDownsamplings,
    sampleSize: unetJson.sample_size ?? 64,
    recommended: suits.recommended,
    ...(few && { fewSteps: few }),
    latentColours: suits.latentColours,
  }
}

/** A distilled model's folder names the scheduler that it was made for. */
function fewStepsOfClass(schedulerText: string): FewSteps | undefined {
  const [, name] = /"_class_name"\s*:\s*"(LCM|TCD)Scheduler"/.exec(schedulerText) ?? []
  return name === undefined ? undefined : { steps: 4, guidance: 1, scheduler: name === 'LCM' ? 'lcm' : 'tcd' }
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
