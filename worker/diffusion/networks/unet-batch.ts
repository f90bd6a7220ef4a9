import type { Conditioning } from './conditioning.ts'
import type { Session } from '#diffusion/session/session.ts'
import { joinFeeds, newValues, type Values } from '#diffusion/session/values.ts'

export const latentChannels = 4
/** The latents, the mask (one channel), and the masked image's latents. */
export const inpaintingChannels = 2 * latentChannels + 1

/** The facts in a UNet's metadata. */
export interface UnetGraph {
  /** 4, or 9 where it was trained for inpainting. */
  readonly channels: number
  readonly output: string
  readonly timestepRank: number
  /** The graph takes one timestep for all rows, so only equal ones can share a run. */
  readonly oneTimestep: boolean
  /** The timestep is an integer, so a fractional one is truncated. */
  readonly integerTimestep: boolean
  /** Width of `timestep_cond`, where the UNet was distilled with its guidance (LCM). */
  readonly guidanceWidth?: number
}

/** Rows denoised in one run. Everything is allocated once and written over by the next batch of the same shape. */
export class UnetBatch {
  readonly rows: number
  /** The noisy latents of each row, `[4, h, w]`, to be written before the run. */
  readonly samples: readonly Float32Array[]
  /** What a UNet for inpainting sees besides: mask and masked image, `[5, h, w]`. Empty for others. */
  readonly surroundings: readonly Float32Array[]
  /** The UNet's output for each row, `[4, h, w]`; valid until the next run of this shape. */
  readonly outputs: readonly Float32Array[]
  readonly #session: Session
  readonly #feeds: { sample: Values; timestep: Values; encoder_hidden_states: Values; timestep_cond?: Values }
  readonly #fetches: Record<string, Values>
  /** Which conditioning a row already holds: it stays the same from step to step. */
  readonly #held: (Conditioning | undefined)[]

  constructor(
    session: Session,
    graph: UnetGraph,
    rows: number,
    height: number,
    width: number,
    { hiddenStates }: Conditioning,
  ) {
    this.rows = rows
    this.#session = session
    this.#feeds = {
      sample: newValues([rows, graph.channels, height, width]),
      timestep: newValues(graph.oneTimestep ? Array.from({ length: graph.timestepRank }, () => 1) : [rows]),
      encoder_hidden_states: newValues([rows, ...hiddenStates.dims]),
      ...(graph.guidanceWidth !== undefined && { timestep_cond: newValues([rows, graph.guidanceWidth]) }),
    }
    const output = newValues([rows, latentChannels, height, width])
    this.#fetches = { [graph.output]: output }
    this.#held = Array.from({ length: rows })
    const latents = latentChannels * height * width
    const whole = rowsOf(this.#feeds.sample, rows)
    this.samples = whole.map((row) => row.subarray(0, latents))
    this.surroundings = whole.map((row) => row.subarray(latents))
    this.outputs = rowsOf(output, rows)
  }

  /** A graph with one timestep for all rows has it from the first. */
  setRow(row: number, timestep: number, conditioning: Conditioning): void {
    const timesteps = this.#feeds.timestep.data
    if (row < timesteps.length) timesteps[row] = timestep
    if (this.#held[row] === conditioning) return
    this.#held[row] = conditioning
    const { data } = conditioning.hiddenStates
    this.#feeds.encoder_hidden_states.data.set(data, row * data.length)
    const { guidance } = conditioning
    if (guidance) this.#feeds.timestep_cond?.data.set(guidance, row * guidance.length)
  }

  /** Fills a row of padding. */
  repeatFirstRow(row: number): void {
    const { sample, timestep } = this.#feeds
    const conditioning = this.#held[0]
    sample.data.copyWithin(row * (sample.data.length / this.rows), 0, sample.data.length / this.rows)
    if (conditioning) this.setRow(row, timestep.data[0] ?? 0, conditioning)
  }

  /** `adapted`: the feeds of adapters, which hold for all rows. */
  async run(adapted?: Record<string, Values>): Promise<void> {
    await this.#session.run(joinFeeds(this.#feeds, adapted), this.#fetches)
  }
}

function rowsOf({ data }: Values, rows: number): Float32Array[] {
  const size = data.length / rows
  return Array.from({ length: rows }, (_, row) => data.subarray(row * size, (row + 1) * size))
}
