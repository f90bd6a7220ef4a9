import type { PaintEvent, PaintRequest } from './contract.ts'
import { EventQueue } from './event-queue.ts'
import { ImageRun } from './image-run.ts'
import type { Model } from './model.ts'
import { createNoise } from './noise/noise.ts'
import { createScheduler } from './schedulers/create-scheduler.ts'
import type { Scheduler } from './schedulers/scheduler.ts'
import { imageStart, noiseStart } from './start-latents.ts'

/** A request on its way through the engine: prepared, stepped together with others, then decoded image by image. */
export class Painting {
  readonly request: PaintRequest
  readonly events = new EventQueue<PaintEvent>()
  state: 'new' | 'stepping' | 'decoding' | 'ended' = 'new'
  model: Model | undefined
  /** Images that are still on their way through the UNet, all at the same call. */
  images: ImageRun[] = []
  #stepsRun = 0
  #decoded = 0
  #stopListening: () => void

  constructor(request: PaintRequest, signal?: AbortSignal) {
    this.request = request
    const abort = () => this.fail(signal?.reason)
    signal?.addEventListener('abort', abort, { once: true })
    this.#stopListening = () => signal?.removeEventListener('abort', abort)
    if (signal?.aborted) abort()
  }

  /** UNet rows × latent pixels: what a run of this request alone takes in memory. */
  get rowPixels(): number {
    const { count, guidance, width, height } = this.request
    return count * (guidance > 1 ? 2 : 1) * (width / 8) * (height / 8)
  }

  /** Encodes the texts and the start image, and draws the noise. */
  async prepare(model: Model): Promise<void> {
    const { request } = this
    const height = request.height / model.folder.vaeScale
    const width = request.width / model.folder.vaeScale
    const text = await model.condition(request.prompt, request.clipSkip)
    await model.checkSize(height, width, text)
    const unconditional =
      request.guidance > 1 ? await model.condition(request.negativePrompt, request.clipSkip) : undefined
    const start = request.start ? await imageStart(model, request.start) : noiseStart(4 * height * width)
    this.#stepsRun = stepsRun(request)
    this.images = Array.from({ length: request.count }, (_, index) => {
      const scheduler = createScheduler(
        request.scheduler,
        model.folder.schedulerConfig,
        request.steps,
        request.start && { strength: request.start.strength },
      )
      const noise = createNoise(request.rng, imageSeed(request, index))
      return new ImageRun({
        model: model.folder.path,
        graph: model.unet.graph,
        scheduler,
        noise,
        ...start(scheduler, noise),
        height,
        width,
        guidance: request.guidance,
        text,
        ...(unconditional && { unconditional }),
      })
    })
    this.model = model
    this.state = 'stepping'
  }

  /** Takes one image's answer from a UNet run; when all images have theirs, tells of a finished step. */
  advance(image: ImageRun, read: (image: ImageRun) => void): void {
    read(image)
    if (this.images.some(({ call }) => call !== image.call)) return
    const step = finishedStep(image.scheduler, image.call, this.#stepsRun)
    if (step !== undefined) this.events.push({ kind: 'progress', step, steps: this.#stepsRun })
    if (image.done) this.state = 'decoding'
  }

  /** Decodes the next image; the last one ends the painting. */
  async decodeNext(): Promise<void> {
    const { model, request } = this
    const index = this.#decoded
    const run = this.images[index]
    if (!model || !run) return
    const image = await model.vaeDecoder.decode(run.latents, run.height, run.width)
    this.#decoded += 1
    this.events.push({ kind: 'picture', index, seed: imageSeed(request, index), image, latents: run.latents })
    if (this.#decoded === this.images.length) this.#end()
  }

  fail(error: unknown): void {
    this.events.fail(error)
    this.#end()
  }

  #end(): void {
    this.events.end()
    this.state = 'ended'
    this.#stopListening()
  }
}

/** People's seeds are 32 bits and wrap; the engine also takes larger ones, which CUDA's generator tells apart. */
function imageSeed({ seed }: PaintRequest, index: number): number {
  return seed < 2 ** 32 ? (seed + index) % 2 ** 32 : seed + index
}

/** Image-to-image leaves out the first, noisiest steps. */
function stepsRun({ steps, start }: PaintRequest): number {
  return start ? Math.min(Math.trunc(steps * start.strength), steps) : steps
}

/**
 * The step that people count as finished after `calls` UNet calls, if one is. PNDM has one call more than steps, before the
 * first is finished; second-order schedulers have two calls a step, save the last.
 */
function finishedStep({ timesteps, order }: Scheduler, calls: number, steps: number): number | undefined {
  if (calls === timesteps.length) return steps
  const warmUp = Math.max(timesteps.length - steps * order, 0)
  return calls > warmUp && (calls - warmUp) % order === 0 ? (calls - warmUp) / order : undefined
}
