import { setImmediate as turn } from 'node:timers/promises'
import type { PaintEvent, PaintRequest, Picture, RgbPixels } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import { EventQueue } from '#diffusion/event-queue.ts'
import type { ImageRun, RowGroup } from './image-run.ts'
import type { Model, ModelPlace } from '#diffusion/model/model.ts'
import { modelKey } from '#diffusion/model/models.ts'
import { imageSeed, prepareImages } from './prepare-images.ts'
import { rowsOfRequest } from './steer.ts'
import type { Scheduler } from '#diffusion/schedulers/scheduler.ts'
import { PaintingPreviews } from './painting-previews.ts'
import type { ReadAnswer } from './unet-run.ts'

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
  /** What each picture tells about how its prompt was read. */
  #told: Pick<Picture, 'notes' | 'embeddings'> = {}
  #previews: PaintingPreviews | undefined
  #stopListening: () => void

  constructor(request: PaintRequest, signal?: AbortSignal) {
    this.request = request
    const abort = () => this.fail(signal?.reason)
    signal?.addEventListener('abort', abort, { once: true })
    this.#stopListening = () => signal?.removeEventListener('abort', abort)
    if (signal?.aborted) abort()
  }

  /** The model that it is to be painted with. */
  get place(): ModelPlace {
    return { path: this.request.model, vae: this.request.vae }
  }

  get modelKey(): string {
    return modelKey(this.place)
  }

  /** UNet rows × latent pixels: what a run of this request alone takes in memory. */
  get rowPixels(): number {
    const { count, width, height } = this.request
    return count * rowsOfRequest(this.request) * (width / 8) * (height / 8)
  }

  async prepare(model: Model): Promise<void> {
    const { request } = this
    const { images, ...told } = await prepareImages(model, request, () => this.#pause())
    this.images = images
    this.#told = told
    if (request.previewEveryMs !== undefined && model.judgesPreviews) {
      this.#previews = new PaintingPreviews(model.previews, request.previewEveryMs)
    }
    this.#stepsRun = stepsRun(request)
    this.model = model
    this.#goOn('stepping')
  }

  /** Takes the answer to a group of rows of one image from a UNet run; when all images have theirs, tells of a finished step. */
  async advance(group: RowGroup, read: ReadAnswer): Promise<void> {
    const { image } = group
    const step = finishedStep(image.scheduler, image.call + 1, this.#stepsRun)
    if (!read(group, this.#look(step))) return
    if (this.images.some(({ call }) => call !== image.call)) return
    await this.#tell(step)
  }

  /** Does the steps that need no UNet run, up to the next that needs one. `pause`: before each, lets an abort in. */
  async advanceByForecast(pause: () => Promise<unknown>): Promise<void> {
    for (;;) {
      const [first] = this.images
      if (!first || this.state !== 'stepping' || first.groups.length > 0) return
      await pause()
      if (this.state !== 'stepping') return
      const step = finishedStep(first.scheduler, first.call + 1, this.#stepsRun)
      const look = this.#look(step)
      for (const image of this.images) image.stepByForecast(look)
      await this.#tell(step)
    }
  }

  /** What looks at the answers of a finished step. */
  #look(step: number | undefined): PaintingPreviews['look'] | undefined {
    const previews = step === undefined ? undefined : this.#previews
    return previews?.due(step) ? previews.look : undefined
  }

  /** After all images have done a call: tells of the step that it finished, if it did, and goes on behind the last. */
  async #tell(step: number | undefined): Promise<void> {
    if (step !== undefined) {
      const shown = await this.#harmless((await this.#previews?.take()) ?? [])
      if (this.state === 'ended') return
      this.events.push({ kind: 'progress', step, steps: this.#stepsRun, ...shown })
    }
    if (this.images.every(({ done }) => done)) this.#goOn('decoding')
  }

  /** Decodes the next image; the last one ends the painting. */
  async decodeNext(): Promise<void> {
    const { model, request } = this
    const index = this.#decoded
    const run = this.images[index]
    if (!model || !run) return
    const tiny = request.speed === 'draft' ? await model.tinyDecoder() : undefined
    const pixels = await (tiny ?? model.vaeDecoder).decode(run.latents, run.height, run.width)
    if (tiny && (pixels.width !== request.width || pixels.height !== request.height)) throw otherScale(model)
    const checker = await model.safetyChecker()
    if (checker) await this.#pause()
    const nsfw = await checker?.isNsfw(pixels)
    this.#decoded += 1
    const { latents, rows } = run
    this.events.push({
      kind: 'picture',
      index,
      seed: imageSeed(request, index),
      pixels,
      latents,
      rows,
      ...(nsfw !== undefined && { nsfw }),
      ...this.#told,
    })
    if (this.#decoded === this.images.length) this.#end()
  }

  fail(error: unknown): void {
    this.events.fail(error)
    this.#end()
  }

  /** Previews, as far as the safety checker has nothing to say about them; after the first flagged one there are no more. */
  async #harmless(preview: RgbPixels[]): Promise<{ preview?: RgbPixels[] }> {
    if (preview.length === 0) return {}
    const checker = await this.model?.safetyChecker()
    for (const pixels of checker === undefined ? [] : preview) {
      if (!(await checker?.isNsfw(pixels))) continue
      this.#previews = undefined
      return {}
    }
    return { preview }
  }

  /** Lets an abort in before the next session run. */
  async #pause(): Promise<void> {
    await turn()
    if (this.state === 'ended') throw new Error('The request was ended.')
  }

  /** A painting that has ended meanwhile stays ended. */
  #goOn(state: 'stepping' | 'decoding'): void {
    if (this.state !== 'ended') this.state = state
  }

  #end(): void {
    this.events.end()
    this.state = 'ended'
    this.#stopListening()
  }
}

function otherScale({ files }: Model): PaintError {
  return new PaintError(
    'bad_model',
    `vae_decoder_tiny/ of ${files.name} paints pictures of another size than its vae_decoder/: remove it, or take TAESD's.`,
  )
}

/** Image-to-image leaves out the first, noisiest steps; where it leaves PNDM one call, that is a step. */
function stepsRun({ steps, start }: PaintRequest): number {
  return start ? Math.max(Math.min(Math.trunc(steps * start.strength), steps), 1) : steps
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
