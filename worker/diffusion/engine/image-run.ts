import type { Waiting } from './batching.ts'
import { conditioningShape, type Conditioning } from '#diffusion/networks/conditioning.ts'
import { guide } from './guidance.ts'
import type { Denoised } from '#diffusion/networks/preview.ts'
import type { NoiseSource, Scheduler } from '#diffusion/schedulers/scheduler.ts'
import type { UnetBatch, UnetGraph } from '#diffusion/networks/unet-batch.ts'

export interface ImageRunOptions {
  model: string
  graph: UnetGraph
  scheduler: Scheduler
  noise: NoiseSource
  /** `[4, height, width]` at the start; becomes the final latents in place. */
  latents: Float32Array
  height: number
  width: number
  guidance: number
  text: Conditioning
  /** Left out where guidance is not computed. */
  unconditional?: Conditioning
  /** Called after every scheduler step with the number of the UNet call, to put back what a mask keeps. */
  afterStep?: (latents: Float32Array, call: number) => void
}

/** One image on its way through the UNet: its latents and where its scheduler stands. Does its part of a batch. */
export class ImageRun implements Waiting {
  readonly latents: Float32Array
  readonly rows: number
  readonly pixels: number
  readonly height: number
  readonly width: number
  readonly text: Conditioning
  readonly scheduler: Scheduler
  /** UNet calls done. */
  call = 0
  readonly #options: ImageRunOptions
  readonly #group: string

  constructor(options: ImageRunOptions) {
    this.#options = options
    this.latents = options.latents
    this.scheduler = options.scheduler
    this.height = options.height
    this.width = options.width
    this.text = options.text
    this.rows = options.unconditional ? 2 : 1
    this.pixels = options.height * options.width
    this.#group = `${options.model} ${options.height}x${options.width} ${conditioningShape(options.text)}`
  }

  get done(): boolean {
    return this.call >= this.scheduler.timesteps.length
  }

  get key(): string {
    const { oneTimestep } = this.#options.graph
    return oneTimestep ? `${this.#group} ${this.#timestep}` : this.#group
  }

  get #timestep(): number {
    const timestep = this.scheduler.timesteps[this.call] ?? 0
    return this.#options.graph.integerTimestep ? Math.trunc(timestep) : timestep
  }

  /** Writes this image's rows, from `row` on: the unconditional one first, as diffusers has them. */
  write(batch: UnetBatch, row: number): void {
    const { text, unconditional } = this.#options
    const first = batch.samples[row]
    if (!first) return
    this.scheduler.scaleModelInput(this.latents, this.call, first)
    batch.setRow(row, this.#timestep, unconditional ?? text)
    if (!unconditional) return
    batch.samples[row + 1]?.set(first)
    batch.setRow(row + 1, this.#timestep, text)
  }

  /** Takes this image's rows of the UNet's answer and does one scheduler step; `look` sees the answer before. */
  read(batch: UnetBatch, row: number, look?: (denoised: Denoised) => void): void {
    const { unconditional, guidance, noise, afterStep } = this.#options
    const sample = batch.samples[row]
    const output = batch.outputs[row + this.rows - 1]
    const base = batch.outputs[row]
    if (!output || !base || !sample) return
    if (unconditional) guide(base, output, guidance)
    look?.({ sample, output, timestep: this.#timestep, height: this.height, width: this.width })
    this.scheduler.step(output, this.call, this.latents, noise)
    afterStep?.(this.latents, this.call)
    this.call += 1
  }
}
