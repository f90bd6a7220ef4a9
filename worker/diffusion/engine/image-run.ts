import type { Waiting } from './batching.ts'
import { conditioningShape } from '#diffusion/networks/conditioning.ts'
import { RowForecast } from './forecast.ts'
import { guide } from './guidance.ts'
import { planRuns, type RowsRun } from './run-plan.ts'
import type { Adaptation } from '#diffusion/lora/lora-sets.ts'
import { rowsOf, type RowSteering, type Steering } from './steering.ts'
import type { Denoised } from '#diffusion/networks/preview.ts'
import type { Prediction } from '#diffusion/arithmetic/original-sample.ts'
import type { Speed } from '#diffusion/speeds.ts'
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
  speed: Speed
  /** Whether this scheduler makes another picture where a whole call is forecast. */
  wary: boolean
  /** Whether it adds noise of its own in each step. */
  noisy: boolean
  /** What the UNet predicts. */
  prediction: Prediction
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
  readonly adaptation: Adaptation | undefined
  /** UNet calls done. */
  call = 0
  /** Rows that the UNet is given until the last call, and what it is given where all are run. */
  readonly rows: { readonly run: number; readonly full: number }
  readonly #options: ImageRunOptions
  readonly #rows: readonly RowSteering[]
  readonly #plan: readonly RowsRun[]
  readonly #groups: Record<RowsRun, readonly RowGroup[]>
  /** Where rows are left out: what goes on with their answers, and the UNet's input for it. */
  readonly #forecast: RowForecast | undefined
  readonly #sample: Float32Array
  /** The image's, which tells when it was drawn from. */
  readonly #noise: NoiseSource
  /** Whether the scheduler has drawn noise since the UNet was last run. */
  #redrawn = false
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
    const all = [...this.#rows.keys()]
    const parts = options.steering.negative ? all.slice(1) : all
    this.#groups = { all: this.#grouped(all), parts: this.#grouped(parts), none: [] }
    this.#plan = planRuns(options.speed, {
      noiseRatios: Array.from(this.scheduler.timesteps, (_, call) => this.scheduler.noiseRatio(call)),
      guided: parts.length < all.length,
      wary: options.wary ? this.scheduler.order : undefined,
      noisy: options.noisy,
      changes: (call) => this.#changes(call),
    })
    const rowsOfCall = { all: all.length, parts: parts.length, none: 0 }
    this.rows = {
      run: this.#plan.reduce((sum, rows) => sum + rowsOfCall[rows], 0),
      full: this.#plan.length * all.length,
    }
    const leavesOut = this.rows.run < this.rows.full
    if (leavesOut)
      this.#forecast = new RowForecast({
        prediction: options.prediction,
        rows: all.length,
        first: all.length - parts.length,
        height: this.height,
        width: this.width,
        noisy: options.noisy,
      })
    this.#noise = {
      draw: (values) => {
        this.#redrawn = true
        options.noise.draw(values)
      },
    }
    this.#sample = new Float32Array(leavesOut ? this.latents.length : 0)
  }

  /** What the UNet is to be given now; nothing where this call's answers are all forecast. */
  get groups(): readonly RowGroup[] {
    return this.#groups[this.#plan[this.call] ?? 'all']
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
    if (this.groups.some((group) => group.members.some((member) => this.#answers[member] === undefined)))
      return false
    const sample = batch.samples[row]
    return sample !== undefined && this.#step(sample, look)
  }

  /** One scheduler step with forecast answers, where the UNet isn't run. `look` sees them before. */
  stepByForecast(look?: (denoised: Denoised) => void): void {
    this.scheduler.scaleModelInput(this.latents, this.call, this.#sample)
    this.#step(this.#sample, look)
  }

  /** Whether a row's conditioning is another one than at the call before. */
  #changes(call: number): boolean {
    return this.#rows.some((row) => row.at(call) !== row.at(call - 1))
  }

  #step(sample: Float32Array, look?: (denoised: Denoised) => void): boolean {
    const { steering, afterStep } = this.#options
    if (this.#forecast) {
      if (this.call > 0 && this.#changes(this.call)) this.#forecast.forget()
      const ran = this.#plan[this.call] !== 'none'
      const noiseRatio = this.scheduler.noiseRatio(this.call)
      this.#forecast.complete({ sample, noiseRatio, redrawn: this.#redrawn }, this.#answers)
      if (ran) this.#redrawn = false
    }
    const negative = steering.negative ? this.#answers[0] : undefined
    const parts = steering.parts.map(({ weight }, index) => ({
      weight,
      output: this.#answers[index + (steering.negative ? 1 : 0)] ?? new Float32Array(),
    }))
    const output = guide(negative, parts, steering.guidance)
    this.#answers.fill(undefined)
    if (!output) return false
    look?.({ sample, output, timestep: this.#timestep, height: this.height, width: this.width })
    this.scheduler.step(output, this.call, this.latents, this.#noise)
    afterStep?.(this.latents, this.call)
    this.call += 1
    return true
  }

  #keep(member: number, output: Float32Array): Float32Array {
    const kept = (this.#kept[member] ??= new Float32Array(output.length))
    kept.set(output)
    return kept
  }

  /** Some of the image's rows, those of one shape together. */
  #grouped(rows: readonly number[]): RowGroup[] {
    const { model, graph, height, width } = this.#options
    const byShape = new Map<string, number[]>()
    for (const member of rows) {
      const row = this.#rows[member]
      if (!row) continue
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
