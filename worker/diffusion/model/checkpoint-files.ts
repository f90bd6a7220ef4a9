import { fileURLToPath } from 'node:url'
import { basename } from 'node:path'
import { readCheckpoint } from '#diffusion/checkpoint/checkpoint.ts'
import type { GraphBuilder } from '#diffusion/checkpoint/graph-builder.ts'
import { schedulerConfigOf } from '#diffusion/checkpoint/prediction.ts'
import type { Weights } from '#diffusion/checkpoint/stored-weight.ts'
import { textEncoderGraph } from '#diffusion/checkpoint/text-encoder-graph.ts'
import { unetGraph } from '#diffusion/checkpoint/unet-graph.ts'
import { vaeDecoderGraph, vaeEncoderGraph } from '#diffusion/checkpoint/vae-graph.ts'
import { vaeWeights } from '#diffusion/checkpoint/vae-weights.ts'
import { fileKind } from '#diffusion/safetensors/file-kind.ts'
import { kindNames } from '#diffusion/safetensors/kind-names.ts'
import { PaintError } from '#diffusion/errors.ts'
import { aboutFile } from '#diffusion/lora/about-file.ts'
import { inpaintingChannels } from '#diffusion/networks/unet-batch.ts'
import { stableDiffusionColours } from '#diffusion/networks/preview.ts'
import {
  readSafetensors,
  requireSameFile,
  type SafetensorsFile,
} from '#diffusion/safetensors/safetensors-file.ts'
import { fewSteps } from '#diffusion/lora/few-steps.ts'
import type { GraphSource } from './graph-source.ts'
import type { ModelFiles } from './model-files.ts'

/** No checkpoint holds its tokenizer: it is CLIP's, which the model that ships with the project has as well. */
const clipTokenizer = fileURLToPath(new URL('../../../models/dragon-mini/tokenizer', import.meta.url))

/**
 * A single file of Stable Diffusion 1.x as a model: its header is read, and graphs are made over its weights when they are opened.
 * @throws PaintError `bad_model` that says what the file is instead, or what it lacks
 */
export async function readCheckpointFiles(path: string, vae?: string): Promise<ModelFiles> {
  const { file, unet, textEncoder, vae: own } = await readCheckpoint(path)
  const vaeParts = vae === undefined ? own && partsOfVae(file, own) : await readVaeFile(vae)
  if (!vaeParts) {
    throw new PaintError(
      'bad_model',
      `${path} has no VAE in it: name one with --vae or MODEL_VAE (its file belongs into models/vae/).`,
    )
  }
  const { settings } = await aboutFile(path)
  const name = basename(path, '.safetensors')
  const few = fewSteps(name, file.metadata)
  return {
    path,
    name,
    ...(vae !== undefined && { vae }),
    textEncoder: source(file, textEncoder, textEncoderGraph),
    unet: source(file, unet, unetGraph),
    ...vaeParts,
    tokenizer: clipTokenizer,
    schedulerConfig: schedulerConfigOf(file),
    vaeScalingFactor: 0.18215,
    vaeScale: 8,
    unetDownsamplings: 3,
    sizeMultiple: 8,
    sampleSize: 64,
    recommended: { steps: settings.steps ?? 20, guidance: settings.guidance ?? 7.5 },
    ...(settings.sampler !== undefined && { sampler: settings.sampler }),
    ...(few && { fewSteps: few }),
    latentColours: [...stableDiffusionColours],
    inpainting: unet.get('input_blocks.0.0.weight').shape[1] === inpaintingChannels,
    unchanged: () =>
      requireSameFile(file).then(
        () => true,
        () => false,
      ),
  }
}

/**
 * A VAE in a file of its own, in any layout; a whole checkpoint lends its own.
 * @throws PaintError `bad_model` that says what the file is instead
 */
export async function readVaeFile(path: string): Promise<Pick<ModelFiles, 'vaeEncoder' | 'vaeDecoder'>> {
  const file = await readSafetensors(path)
  const weights = vaeWeights(file)
  if (weights) return partsOfVae(file, weights)
  const kind = fileKind(file)
  throw new PaintError(
    'bad_model',
    `${path} is no VAE of Stable Diffusion 1.x${kind === 'unknown' || kind === 'vae' ? '' : `, but ${kindNames[kind]}`}: put one into models/vae/, such as vae-ft-mse.`,
  )
}

function partsOfVae(file: SafetensorsFile, weights: Weights) {
  return {
    vaeDecoder: source(file, weights, vaeDecoderGraph),
    vaeEncoder: source(file, weights, vaeEncoderGraph),
  }
}

function source(file: SafetensorsFile, weights: Weights, graph: (w: Weights) => GraphBuilder): GraphSource {
  let built: Uint8Array | undefined
  return {
    file: file.path,
    made: {
      bytes: file.size,
      async make() {
        await requireSameFile(file)
        return (built ??= graph(weights).encode())
      },
    },
  }
}
