import type { Waiting } from './batching.ts'
import { conditioningShape } from '#diffusion/networks/conditioning.ts'
import { guide } from './guidance.ts'
import type { Adaptation } from '#diffusion/lora/lora-sets.ts'
import { rowsOf, type RowSteering, type Steering } from './steering.ts'
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
  steering: Steering
  /** What LoRAs make of the UNet. */
  adaptation?: Adaptation
  /** Mask and masked image, `[5, height, width]`, for a UNet of nine channels. */
  surroundings?: Float32Array
  /** Called after every scheduler step with the number of the UNet call, to put back what a mask keeps. */
  afterStep?: (latents: Float32Array, call: number) => void
}

/**
 * Rows of an image that can stand in one batch. Most images are one such group; where its prompts are of different lengths, each length is
 * one, and the image goes on when all have their answers.
 */
export interface RowGroup extends Waiting {
  readonly image: ImageRun
  /** Which of the image's rows. */
  readonly members: readonly number[]
}

/** One image on its way through the UNet: its latents and where its scheduler stands. Does its part of a batch. */
export class ImageRun {
  readonly latents: Float32Array
  readonly height: number
  readonly width: number
  readonly scheduler: Scheduler
  readonly groups: readonly RowGroup[]
  readonly adaptation: Adaptation | undefined
  /** UNet calls done. */
  call = 0
  readonly #options: ImageRunOptions
  readonly #rows: readonly RowSteering[]
  /** The UNet's answers to this call so far, by row; those of groups that wait for another are kept in memory of their own. */
  readonly #answers: (Float32Array | undefined)[]
  readonly #kept: Float32Array[] = []

  constructor(options: ImageRunOptions) {
    this.#options = options
    this.latents = options.latents
    this.scheduler = options.scheduler
    this.height = options.height
    this.width = options.width
    this.adaptation = options.adaptation
    this.#rows = rowsOf(options.steering)
    this.#answers = this.#rows.map(() => undefined)
    this.groups = this.#grouped()
  }

  get done(): boolean {
    return this.call >= this.scheduler.timesteps.length
  }

  get #timestep(): number {
    const timestep = this.scheduler.timesteps[this.call] ?? 0
    return this.#options.graph.integerTimestep ? Math.trunc(timestep) : timestep
  }

  /** What the first of a group's rows is steered by now: its shape is that of all. */
  conditioning({ members: [first = 0] }: RowGroup) {
    const row = this.#rows[first]
    if (!row) throw new Error('An image without rows can’t be painted.')
    return row.at(this.call)
  }

  /** Writes a group's rows, from `row` on. */
  write({ members }: RowGroup, batch: UnetBatch, row: number): void {
    const first = batch.samples[row]
    if (!first) return
    this.scheduler.scaleModelInput(this.latents, this.call, first)
    const { surroundings } = this.#options
    for (const [index, member] of members.entries()) {
      if (index > 0) batch.samples[row + index]?.set(first)
      if (surroundings) batch.surroundings[row + index]?.set(surroundings)
      const steering = this.#rows[member]
      if (steering) batch.setRow(row + index, this.#timestep, steering.at(this.call))
    }
  }

  /**
   * Takes a group's rows of the UNet's answer; the last group does one scheduler step. `look` sees the answer before.
   * @returns whether the step was done
   */
  read({ members }: RowGroup, batch: UnetBatch, row: number, look?: (denoised: Denoised) => void): boolean {
    for (const [index, member] of members.entries()) {
      const output = batch.outputs[row + index]
      this.#answers[member] = output && this.groups.length > 1 ? this.#keep(member, output) : output
    }
    if (this.#answers.includes(undefined)) return false
    const { steering, noise, afterStep } = this.#options
    const negative = steering.negative ? this.#answers[0] : undefined
    const parts = steering.parts.map(({ weight }, index) => ({
      weight,
      output: this.#answers[index + (steering.negative ? 1 : 0)] ?? new Float32Array(),
    }))
    const output = guide(negative, parts, steering.guidance)
    this.#answers.fill(undefined)
    const sample = batch.samples[row]
    if (!output || !sample) return false
    look?.({ sample, output, timestep: this.#timestep, height: this.height, width: this.width })
    this.scheduler.step(output, this.call, this.latents, noise)
    afterStep?.(this.latents, this.call)
    this.call += 1
    return true
  }

  #keep(member: number, output: Float32Array): Float32Array {
    const kept = (this.#kept[member] ??= new Float32Array(output.length))
    kept.set(output)
    return kept
  }

  #grouped(): RowGroup[] {
    const { model, graph, height, width } = this.#options
    const byShape = new Map<string, number[]>()
    for (const [member, row] of this.#rows.entries()) {
      const shape = conditioningShape(row.at(0))
      byShape.set(shape, [...(byShape.get(shape) ?? []), member])
    }
    const timestep = () => this.#timestep
    return Array.from(byShape, ([shape, members]) => {
      const group = `${model} ${height}x${width} ${shape} ${this.adaptation?.key ?? ''}`
      return {
        image: this,
        members,
        get key() {
          return graph.oneTimestep ? `${group} ${timestep()}` : group
        },
        rows: members.length,
        pixels: height * width,
      }
    })
  }
}
