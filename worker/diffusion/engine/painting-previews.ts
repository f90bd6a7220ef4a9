import type { RgbImage } from '#diffusion/contract.ts'
import type { Denoised, MakePreview } from '#diffusion/networks/preview.ts'

/** The previews of one request: of all its images at once, and no more often than it wants them. */
export class PaintingPreviews {
  readonly #make: MakePreview
  readonly #everyMs: number
  #lastMs = -Infinity
  #step: number | undefined
  #made: RgbImage[] = []

  constructor(make: MakePreview, everyMs: number) {
    this.#make = make
    this.#everyMs = everyMs
  }

  /** Whether this step is shown; once it is for one image, it is for all. */
  due(step: number | undefined): boolean {
    if (step !== undefined && step === this.#step) return true
    const now = performance.now()
    if (now - this.#lastMs < this.#everyMs) return false
    this.#lastMs = now
    this.#step = step
    return true
  }

  look = (denoised: Denoised): void => {
    this.#made.push(this.#make(denoised))
  }

  /** The previews made since the last time, for a progress event. */
  take(): RgbImage[] {
    const made = this.#made
    this.#made = []
    return made
  }
}
