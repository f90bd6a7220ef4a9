import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { smooth } from '#diffusion/arithmetic/smooth.ts'
import { predictEpsilon, predictOriginal, type Prediction } from '#diffusion/arithmetic/original-sample.ts'

/** Where a UNet call stands. */
export interface ForecastPlace {
  /** The UNet's input. */
  sample: Float32Array
  /** The noise in it (`Scheduler.noiseRatio`). */
  noiseRatio: number
  /** Whether the scheduler drew noise on the way here, so that the noise in the sample is another one than at the last run. */
  redrawn: boolean
}

export interface ForecastOptions {
  prediction: Prediction
  rows: number
  first: number
  height: number
  width: number
  /** Whether the scheduler adds a little noise in each step, which the forecast answers. */
  noisy: boolean
}

/**
 * How far to follow the straight line through the last two answers, `u` times as far on as those lie apart: changes become smaller, so
 * a whole step along it overshoots, and the more so the further it goes. `rate · u / (1 + fall · u)`, fitted to the answers of whole pictures.
 */
const lines = {
  original: { rate: 0.8, fall: 0.35 },
  /** Where noise was drawn between the answers: part of what they differ by is the answer to it, and does not go on. */
  amongNoise: { rate: 0.35, fall: 0.35 },
  noise: { rate: 0.8, fall: 0.2 },
  difference: { rate: 0.35, fall: 1.5 },
}
type Line = (typeof lines)[keyof typeof lines]

/** What of a surprising sample the picture behind the noise follows, and how far around itself a latent pixel looks for that: this far at a noise ratio of 1. */
export const surprise = { gain: 0.5, reach: 1 }

/**
 * Goes on with an image's answers where the UNet isn't run, along the logarithm of the signal-to-noise ratio, which is what solvers are smooth in
 * (Lu et al. 2022, DPM-Solver++). The first part's row is carried on both as the picture behind the noise, which lags behind what
 * the UNet would say, and as the noise, which runs ahead of it; the nearer the end, the more counts the noise. Where the scheduler has drawn
 * new noise meanwhile, the picture alone goes on; where that is a little in each step, it answers to the noise as a Wiener filter would: to what is alike
 * in neighbours, the more of them the more noise there is. What another row says otherwise than this one keeps its size as noise, so it is carried
 * on as noise (compare Castillo et al. 2023, "Adaptive Guidance", section 4.2).
 */
export class RowForecast {
  readonly #prediction: Prediction
  readonly #original = new Track()
  readonly #noise = new Track()
  /** Noise of each other row minus the first part's; by row. */
  readonly #differences: readonly Track[]
  readonly #first: number
  readonly #height: number
  readonly #width: number
  readonly #noisy: boolean

  /** Of an image's latents, `[4, height, width]`. `rows`: of the image; `first`: which of them is the first part's. */
  constructor({ prediction, rows, first, height, width, noisy }: ForecastOptions) {
    this.#prediction = prediction
    this.#first = first
    this.#height = height
    this.#width = width
    this.#noisy = noisy
    this.#differences = Array.from({ length: rows }, () => new Track())
  }

  /** Forgets the answers to other conditionings. */
  forget(): void {
    this.#original.forget()
    this.#noise.forget()
    for (const track of this.#differences) track.forget()
  }

  /** Remembers the answers of a run, and puts forecasts in the place of those that are missing. */
  complete(place: ForecastPlace, answers: (Float32Array | undefined)[]): void {
    const { sample, noiseRatio, redrawn } = place
    const alpha = 1 / Math.sqrt(noiseRatio ** 2 + 1)
    const sigma = noiseRatio * alpha
    const at = -Math.log(noiseRatio)
    let first = answers[this.#first]
    if (first) {
      const original = this.#original.next(at, sample.length)
      predictOriginal(this.#prediction, first, sample, alpha, sigma, original)
      if (redrawn) this.#noise.forget()
      predictEpsilon(this.#prediction, first, sample, alpha, sigma, this.#noise.next(at, sample.length))
    } else {
      first = new Float32Array(sample.length)
      const noisy = redrawn && this.#noisy
      this.#original.forecast(at, noisy ? lines.amongNoise : lines.original, first)
      if (noisy) this.#answerNoise(place, at, alpha, first)
      if (!redrawn) {
        const noise = new Float32Array(sample.length)
        this.#noise.forecast(at, lines.noise, noise)
        // The picture that this noise leaves of the sample, and that of above, in shares of 1 : noiseRatio.
        const share = 1 / (1 + noiseRatio)
        combine(first, [1 - share, first], [share / alpha, sample], [-share * noiseRatio, noise])
      }
      outputOf(this.#prediction, first, sample, alpha, sigma)
      answers[this.#first] = first
    }
    // Noise is `perOutput` times the output, plus what the rows have in common.
    const perOutput =
      this.#prediction === 'epsilon' ? 1 : this.#prediction === 'v_prediction' ? alpha : -alpha / sigma
    for (const [row, track] of this.#differences.entries()) {
      if (row === this.#first) continue
      const answer = answers[row]
      if (answer) {
        const kept = track.next(at, sample.length)
        combine(kept, [perOutput, answer], [-perOutput, first])
      } else {
        const forecast = new Float32Array(sample.length)
        track.forecast(at, lines.difference, forecast)
        combine(forecast, [1, first], [1 / perOutput, forecast])
        answers[row] = forecast
      }
    }
  }

  /** Adds to the picture behind the noise what the noise drawn since the last run makes of it. */
  #answerNoise(
    { sample, noiseRatio }: ForecastPlace,
    at: number,
    alpha: number,
    original: Float32Array,
  ): void {
    const unforeseen = new Float32Array(sample.length)
    this.#noise.forecast(at, lines.noise, unforeseen)
    combine(unforeseen, [1 / alpha, sample], [-1, original], [-noiseRatio, unforeseen])
    smooth(unforeseen, this.#height, this.#width, surprise.reach * Math.sqrt(noiseRatio))
    combine(original, [1, original], [surprise.gain, unforeseen])
  }
}

/** The output that means this clean sample, in its place. */
function outputOf(
  prediction: Prediction,
  original: Float32Array,
  sample: Float32Array,
  alpha: number,
  sigma: number,
): void {
  if (prediction === 'epsilon') predictEpsilon('sample', original, sample, alpha, sigma, original)
  // Salimans and Ho 2022, appendix D: v = (alpha · sample − original) / sigma.
  else if (prediction === 'v_prediction') combine(original, [alpha / sigma, sample], [-1 / sigma, original])
}

/** The last two values of something that changes along an axis. */
class Track {
  #newest: { at: number; values: Float32Array } | undefined
  #older: { at: number; values: Float32Array } | undefined

  forget(): void {
    this.#newest = undefined
    this.#older = undefined
  }

  /**
   * Memory for the value at `at`, to be written by the caller. A second value at nearly the same place (Heun's, DPM2's) takes the first one's:
   * a line through two that lie so close tells nothing of what is further on.
   */
  next(at: number, size: number): Float32Array {
    const apart = this.#newest && this.#older ? Math.abs(this.#newest.at - this.#older.at) : 0
    if (this.#newest && Math.abs(this.#newest.at - at) < Math.max(samePlace, apart * closeShare)) {
      this.#newest.at = at
      return this.#newest.values
    }
    const values = this.#older?.values ?? new Float32Array(size)
    this.#older = this.#newest
    this.#newest = { at, values }
    return values
  }

  forecast(at: number, { rate, fall }: Line, out: Float32Array): void {
    if (!this.#newest) throw new Error('Nothing is known that could be carried on.')
    if (!this.#older) {
      out.set(this.#newest.values)
      return
    }
    const along = (at - this.#newest.at) / (this.#newest.at - this.#older.at)
    // Some samplers look back for their second call.
    const change = (rate * Math.max(along, -1)) / (1 + fall * Math.abs(along))
    combine(out, [1 + change, this.#newest.values], [-change, this.#older.values])
  }
}

/** Apart by less along the axis (natural logarithm): the same. */
const samePlace = 1e-6
/** Of the distance between the two before: this near is nearly the same place. */
const closeShare = 0.25
