import type { RgbPixels } from '#diffusion/contract.ts'
import type { Denoised, Previews } from '#diffusion/networks/preview.ts'

/** Making previews takes at most this share of the time. */
const mostShare = 0.05

/** The previews of one request: of all its images at once, and no more often than it wants them. */
export class PaintingPreviews {
  readonly #see: Previews
  readonly #everyMs: number
  #lastMs = -Infinity
  /** How long the last ones took. */
  #tookMs = 0
  #step: number | undefined
  #seen: (() => Promise<RgbPixels>)[] = []

  constructor(see: Previews, everyMs: number) {
    this.#see = see
    this.#everyMs = everyMs
  }

  /** Whether this step is shown; once it is for one image, it is for all. */
  due(step: number | undefined): boolean {
    if (step !== undefined && step === this.#step) return true
    const now = performance.now()
    if (now - this.#lastMs < Math.max(this.#everyMs, this.#tookMs / mostShare)) return false
    this.#lastMs = now
    this.#step = step
    return true
  }

  look = (denoised: Denoised): void => {
    this.#seen.push(this.#see(denoised))
  }

  /** The previews of what was seen since the last time, for a progress event. */
  async take(): Promise<RgbPixels[]> {
    if (this.#seen.length === 0) return []
    const seen = this.#seen
    this.#seen = []
    const started = performance.now()
    const made: RgbPixels[] = []
    for (const make of seen) made.push(await make())
    this.#tookMs = performance.now() - started
    return made
  }
}
