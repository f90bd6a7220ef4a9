import { randomInt } from 'node:crypto'
import { access, constants, stat } from 'node:fs/promises'
import { dirname, join, parse, resolve } from 'node:path'
import { PersonError } from '#core/errors.ts'
import { maxSeed } from '#core/generation.ts'
import { howToPaint } from '#core/how-to-paint.ts'
import { samplerHere } from '#core/sampler-names.ts'
import { defaultScheduler, type SchedulerSlug } from '#core/schedulers.ts'
import { nearestSize } from '#core/size.ts'
import { checkRequest } from '#diffusion/check-request.ts'
import type { PaintRequest, StartImage } from '#diffusion/contract.ts'
import type { ModelFiles } from '#diffusion/model/model-files.ts'
import { checkpointVae, findModel, findVae, readModel } from '#diffusion/model/read-model.ts'
import { resolveLoras } from './loras.ts'
import { fewStepsNotes, readFewSteps } from './few-steps.ts'
import { fitImage, fitMask, imageSize } from './fit-image.ts'
import type { NamedLora } from '#diffusion/lora/prompt-loras.ts'
import type { ImagineOptions } from './imagine-options.ts'

/** A request with every value resolved, and where its results go. */
export interface ResolvedRequest {
  request: PaintRequest
  model: ModelFiles
  /** One PNG an image. */
  files: string[]
  latents?: string
  /** The prompt as the picture's text has it: with the tags of LoRAs that were given as options. */
  promptText: string
  /** LoRAs of the options, then those of the prompt. */
  loras: NamedLora[]
  /** One sentence for each thing that was changed or left out. */
  notes: string[]
}

export interface Defaults {
  model: string
  /** A VAE for checkpoints. */
  modelVae?: string | undefined
  modelsDir: string
}

/** The folder of MODELS_DIR. */
const embeddingsFolder = 'embeddings'

/** diffusers' defaults of its image-to-image and inpainting pipelines. */
const defaultStrength = { image: 0.8, mask: 1 }

/** @throws PersonError or PaintError with one sentence about what is wrong */
export async function resolveRequest(options: ImagineOptions, defaults: Defaults): Promise<ResolvedRequest> {
  const files = await modelOf(options, defaults)
  const { width, height } = await pictureSize(options, files)
  const seed = options.seed ?? randomInt(maxSeed + 1)
  const asked = [options.lora ?? []].flat()
  const {
    loras,
    promptText,
    notes: loraNotes,
  } = await resolveLoras(asked, options.prompt, options['prompt-syntax'] === 'a1111', defaults.modelsDir)
  const { how, suited } = howToPaint({
    option: options,
    fewSteps: await readFewSteps(files, loras),
    model: { ...files.recommended, scheduler: suitedScheduler(files) ?? defaultScheduler },
  })
  const request: PaintRequest = {
    model: files.path,
    ...(files.vae !== undefined && { vae: files.vae }),
    prompt: options.prompt,
    negativePrompt: options['negative-prompt'],
    ...how,
    width,
    height,
    seed,
    count: options.count,
    speed: options.speed,
    rng: options.rng,
    clipSkip: options['clip-skip'] - 1,
    ...(loras.length > 0 && {
      loras: loras.map(({ file, weight, textWeight }) => ({ file, weight, textWeight })),
    }),
    ...(options['prompt-syntax'] === 'a1111' && {
      a1111: {
        emphasis: options.emphasis,
        embeddings: resolve(options.embeddings ?? join(defaults.modelsDir, embeddingsFolder)),
      },
    }),
  }
  if (options.embeddings !== undefined) await checkFolder('--embeddings', options.embeddings)
  if (options.conditioning !== undefined && (!options['dry-run'] || !request.a1111)) {
    throw new PersonError('usage', '--conditioning goes with --dry-run, and with --prompt-syntax a1111.')
  }
  // Before the images are fitted to a size that may be wrong.
  checkRequest(request)
  const { start, notes } = await startImage(options, width, height)
  if (start) request.start = start
  checkRequest(request)
  const pictures = pictureFiles(resolve(options.out ?? `imagine-${seed}.png`), options.count)
  const latents = options.latents === undefined ? undefined : resolve(options.latents)
  if (!options['dry-run']) await checkWritable([...pictures, ...(latents === undefined ? [] : [latents])])
  return {
    request,
    model: files,
    files: pictures,
    ...(latents !== undefined && { latents }),
    promptText,
    loras,
    notes: [...loraNotes, ...fewStepsNotes(suited), ...notes],
  }
}

function suitedScheduler({ sampler }: ModelFiles): SchedulerSlug | undefined {
  return sampler === undefined ? undefined : samplerHere(sampler)?.slug
}

/** A VAE that was asked for is used with every model, the one of MODEL_VAE with checkpoints. */
async function modelOf(
  options: ImagineOptions,
  { model, modelVae, modelsDir }: Defaults,
): Promise<ModelFiles> {
  const path = findModel(options.model ?? model, modelsDir)
  const { vae } = options
  return readModel(
    path,
    vae === undefined ? checkpointVae(path, modelVae, modelsDir) : findVae(vae, modelsDir),
  )
}

/** What was asked for; else what comes nearest to the start image, with no more pixels than suit the model; else the model's own size. */
async function pictureSize(
  { width, height, image }: ImagineOptions,
  model: ModelFiles,
): Promise<{ width: number; height: number }> {
  const own = model.sampleSize * model.vaeScale
  if (image === undefined || width !== undefined || height !== undefined) {
    return { width: width ?? own, height: height ?? own }
  }
  const size = await imageSize('--image', image)
  return nearestSize(size, { multiple: model.sizeMultiple, mostPixels: own ** 2 })
}

async function startImage(
  { image: file, mask: maskFile, strength }: ImagineOptions,
  width: number,
  height: number,
): Promise<{ start?: StartImage; notes: string[] }> {
  if (file === undefined) {
    if (maskFile !== undefined)
      throw new PersonError('usage', '--mask needs --image: the picture that is repainted.')
    if (strength !== undefined)
      throw new PersonError('usage', '--strength needs --image: the picture that is painted over.')
    return { notes: [] }
  }
  const { pixels, notes } = await fitImage(file, width, height)
  const start: StartImage = {
    pixels,
    strength: strength ?? defaultStrength[maskFile === undefined ? 'image' : 'mask'],
  }
  if (maskFile !== undefined)
    start.mask = await fitMask(maskFile, width, height, await imageSize('--image', file))
  return { start, notes }
}

async function checkFolder(option: string, folder: string): Promise<void> {
  const there = await stat(folder).catch(() => undefined)
  if (!there?.isDirectory()) throw new PersonError('usage', `${option}: there is no folder ${folder}.`)
}

/** With more than one picture, -0, -1 … stand before the extension. */
function pictureFiles(out: string, count: number): string[] {
  if (count === 1) return [out]
  const { dir, name, ext } = parse(out)
  return Array.from({ length: count }, (_, index) => join(dir, `${name}-${index}${ext}`))
}

/** Better now than after minutes of painting. */
async function checkWritable(files: string[]): Promise<void> {
  for (const folder of new Set(files.map((file) => dirname(file)))) {
    await access(folder, constants.W_OK).catch((cause: unknown) => {
      throw new PersonError(
        'usage',
        `Nothing can be written to the folder ${folder}: create it, or choose another.`,
        { cause },
      )
    })
  }
  for (const file of files) {
    const there = await stat(file).catch(() => undefined)
    if (!there) continue
    if (there.isDirectory()) throw new PersonError('usage', `${file} is a folder: choose another name.`)
    await access(file, constants.W_OK).catch((cause: unknown) => {
      throw new PersonError('usage', `${file} can't be written over: choose another name.`, { cause })
    })
  }
}
