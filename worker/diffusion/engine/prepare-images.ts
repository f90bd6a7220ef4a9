import type { Conditioning } from '#diffusion/networks/conditioning.ts'
import type { PaintRequest } from '#diffusion/contract.ts'
import { guidanceEmbedding } from '#diffusion/networks/guidance-embedding.ts'
import { ImageRun } from './image-run.ts'
import type { Model } from '#diffusion/model/model.ts'
import { createNoise } from '#diffusion/noise/noise.ts'
import { variedNoise } from '#diffusion/noise/varied.ts'
import { createScheduler } from '#diffusion/schedulers/create-scheduler.ts'
import { pipelineSchedulerConfig } from '#diffusion/schedulers/pipeline-config.ts'
import type { NoiseSource } from '#diffusion/schedulers/scheduler.ts'
import { imageStart, noiseStart } from './start-latents.ts'

/**
 * Everything before the first step: encodes the texts and the start image, and draws each image's noise.
 * `pause` is awaited before each session run, and throws when the request is not wanted any more.
 * @throws PaintError for what this model can't paint
 */
export async function prepareImages(
  model: Model,
  request: PaintRequest,
  pause: () => Promise<void>,
): Promise<ImageRun[]> {
  const { folder, unet } = model
  const height = request.height / folder.vaeScale
  const width = request.width / folder.vaeScale
  const schedulerConfig = pipelineSchedulerConfig(folder.schedulerConfig, request.start?.mask !== undefined)
  // All that can be refused is refused before anything is run.
  const schedulers = Array.from({ length: request.count }, () =>
    createScheduler(request.scheduler, schedulerConfig, request.steps, request.start),
  )
  await pause()
  const prompt = await model.condition(request.prompt, request.clipSkip)
  await pause()
  await model.checkSize(height, width, prompt)
  const { text, unconditional } = await guidanceTexts(model, request, prompt, pause)
  await pause()
  const makeStart = request.start ? await imageStart(model, request.start) : noiseStart(4 * height * width)
  return schedulers.map((scheduler, index) => {
    const noise = imageNoise(request, index)
    return new ImageRun({
      model: folder.path,
      graph: unet.graph,
      scheduler,
      noise,
      ...makeStart(scheduler, noise),
      height,
      width,
      guidance: request.guidance,
      text,
      ...(unconditional && { unconditional }),
    })
  })
}

/** The generator of one image. Variations turn the noise that the picture starts from, in image-to-image the second draw. */
function imageNoise(request: PaintRequest, index: number): NoiseSource {
  const { rng, variations = [], start } = request
  const last = variations.length - 1
  return variations.reduce(
    (noise, { seed, strength }, i) =>
      variedNoise(
        noise,
        createNoise(rng, i === last ? countedUp(seed, index) : seed),
        strength,
        start ? 1 : 0,
      ),
    createNoise(rng, imageSeed(request, index)),
  )
}

/** A UNet that was distilled with its guidance gets the scale as a vector; others the negative prompt as a second row. */
async function guidanceTexts(
  model: Model,
  { guidance, negativePrompt, clipSkip }: PaintRequest,
  prompt: Conditioning,
  pause: () => Promise<void>,
): Promise<{ text: Conditioning; unconditional?: Conditioning }> {
  const { guidanceWidth } = model.unet.graph
  if (guidanceWidth !== undefined) {
    return { text: { ...prompt, guidance: guidanceEmbedding(guidance, guidanceWidth) } }
  }
  if (guidance <= 1) return { text: prompt }
  await pause()
  return { text: prompt, unconditional: await model.condition(negativePrompt, clipSkip) }
}

/** The seed of one image of a request; variations of one picture share it. */
export function imageSeed({ seed, variations = [] }: PaintRequest, index: number): number {
  return variations.length === 0 ? countedUp(seed, index) : seed
}

/** People's seeds are 32 bits and wrap; the engine also takes larger ones, which CUDA's generator tells apart. */
function countedUp(seed: number, index: number): number {
  return seed < 2 ** 32 ? (seed + index) % 2 ** 32 : seed + index
}
