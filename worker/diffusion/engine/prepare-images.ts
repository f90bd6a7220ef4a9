import type { PaintRequest } from '#diffusion/contract.ts'
import { ImageRun } from './image-run.ts'
import type { Model } from '#diffusion/model/model.ts'
import { createNoise } from '#diffusion/noise/noise.ts'
import type { PaintNote } from '#diffusion/paint-note.ts'
import { PaintError } from '#diffusion/errors.ts'
import { modelKey } from '#diffusion/model/models.ts'
import { latentChannels } from '#diffusion/networks/unet-batch.ts'
import { variedNoise } from '#diffusion/noise/varied.ts'
import { createScheduler } from '#diffusion/schedulers/create-scheduler.ts'
import { pipelineSchedulerConfig } from '#diffusion/schedulers/pipeline-config.ts'
import type { SchedulerSlug } from '#diffusion/schedulers/slugs.ts'
import type { NoiseSource } from '#diffusion/schedulers/scheduler.ts'
import type { Steering } from './steering.ts'
import { steer } from './steer.ts'
import { imageStart, noiseStart } from './start-latents.ts'
import { countedUp } from '#diffusion/seeds.ts'

/**
 * Everything before the first step: encodes the texts and the start image, and draws each image's noise.
 * `pause` is awaited before each session run, and throws when the request is not wanted any more.
 * @throws PaintError for what this model can't paint
 */
export async function prepareImages(
  model: Model,
  request: PaintRequest,
  pause: () => Promise<void>,
): Promise<{ images: ImageRun[] } & Pick<Steering, 'notes' | 'embeddings'>> {
  const { files, unet } = model
  const height = request.height / files.vaeScale
  const width = request.width / files.vaeScale
  const schedulerConfig = pipelineSchedulerConfig(files.schedulerConfig, request.start?.mask !== undefined)
  // All that can be refused is refused before anything is run.
  if (unet.graph.channels > latentChannels && !request.start?.mask) throw needsMask(files.name)
  const schedulers = Array.from({ length: request.count }, () =>
    createScheduler(request.scheduler, schedulerConfig, request.steps, request.start),
  )
  await pause()
  const loras = await model.loras.of(request.loras ?? [])
  const steering = await steer(model, request, loras.text, schedulers[0]?.order ?? 1, pause)
  await pause()
  const [first] = steering.parts
  if (first) await model.checkSize(height, width, first.at(0))
  await pause()
  const makeStart = request.start
    ? await imageStart(model, request.start)
    : noiseStart(latentChannels * height * width)
  const images = schedulers.map((scheduler, index) => {
    const noise = imageNoise(request, index)
    return new ImageRun({
      model: modelKey(files),
      graph: unet.graph,
      scheduler,
      noise,
      ...makeStart(scheduler, noise),
      height,
      width,
      steering,
      speed: request.speed ?? 'exact',
      wary: warySchedulers.has(request.scheduler),
      noisy: noisySchedulers.has(request.scheduler),
      prediction: schedulerConfig.prediction_type ?? 'epsilon',
      ...(loras.unet && { adaptation: loras.unet }),
    })
  })
  const { embeddings = [] } = steering
  const notes = [...(steering.notes ?? []), ...loras.notes, ...speedNotes(request, images)]
  return {
    images,
    ...(notes.length > 0 && { notes }),
    ...(embeddings.length > 0 && { embeddings }),
  }
}

/**
 * DPM2 a takes large steps between noise that it adds anew: a small difference early decides what the picture becomes.
 * BENCHMARKS.md, "Speed", has the figures of each scheduler.
 */
const warySchedulers: ReadonlySet<SchedulerSlug> = new Set(['kdpm2_a'])

/** Those that add a little noise of their own in each step. LCM, which starts each step from new noise, and DPM2 a are better off without an answer to it. */
const noisySchedulers: ReadonlySet<SchedulerSlug> = new Set([
  'ddpm',
  'dpmpp_2m_sde',
  'dpmpp_2m_sde_karras',
  'euler_a',
])

/** Who asked for less work is told where there is none to leave out. */
function speedNotes({ speed = 'exact' }: PaintRequest, [image]: readonly ImageRun[]): PaintNote[] {
  if (speed === 'exact' || !image || image.rows.run < image.rows.full) return []
  return [{ kind: 'all_work_done', speed }]
}

/** A UNet trained for inpainting has seen nothing but pictures with a part to fill in. */
function needsMask(name: string): PaintError {
  return new PaintError(
    'bad_request',
    `${name} was trained to repaint a part of a picture: give it a picture and a mask, or choose another model.`,
  )
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

/** The seed of one image of a request; variations of one picture share it. */
export function imageSeed({ seed, variations = [] }: PaintRequest, index: number): number {
  return variations.length === 0 ? countedUp(seed, index) : seed
}
