import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { predictEpsilon, predictOriginal, type Prediction } from '#diffusion/arithmetic/original-sample.ts'

/** Where a UNet call stands: its input, and the noise in it (`Scheduler.noiseRatio`). */
export interface ForecastPlace {
  sample: Float32Array
  noiseRatio: number
}

/** Of the straight line through the last two answers: a whole step along it overshoots, as changes become smaller. */
const onLine = { original: 0.75, difference: 0.6 }
/** At most so much of the last change is added, however long ago it was. */
const mostOfChange = 1

/**
 * Goes on with an image's answers where the UNet isn't run. The picture that the first part's row sees behind the noise changes
 * evenly along the logarithm of the signal-to-noise ratio, whichever way the scheduler takes, with noise of its own or without; so it is carried on
 * as that. What another row says otherwise than this one keeps its size as noise, so it is carried on as noise.
 * (Compare Lu et al. 2022, DPM-Solver++, and Castillo et al. 2023, "Adaptive Guidance", section 4.2.)
 */
export class RowForecast {
  readonly #prediction: Prediction
  readonly #original: Track
  /** Noise of each other row minus the first part's; by row. */
  readonly #differences: readonly Track[]
  readonly #first: number

  /** `rows`: of the image; `first`: which of them is the first part's. */
  constructor(prediction: Prediction, rows: number, first: number) {
    this.#prediction = prediction
    this.#first = first
    this.#original = new Track()
    this.#differences = Array.from({ length: rows }, () => new Track())
  }

  /** Forgets the answers to other conditionings. */
  forget(): void {
    this.#original.forget()
    for (const track of this.#differences) track.forget()
  }

  /** Remembers the answers of a run, and puts forecasts in the place of those that are missing. */
  complete(place: ForecastPlace, answers: (Float32Array | undefined)[]): void {
    const { sample, noiseRatio } = place
    const alpha = 1 / Math.sqrt(noiseRatio ** 2 + 1)
    const sigma = noiseRatio * alpha
    const at = -Math.log(noiseRatio)
    let first = answers[this.#first]
    if (first) {
      const kept = this.#original.next(at, sample.length)
      predictOriginal(this.#prediction, first, sample, alpha, sigma, kept)
    } else {
      first = new Float32Array(sample.length)
      this.#original.forecast(at, onLine.original, first)
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
        track.forecast(at, onLine.difference, forecast)
        combine(forecast, [1, first], [1 / perOutput, forecast])
        answers[row] = forecast
      }
    }
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

  /** Memory for the value at `at`, to be written by the caller. A second value at the same place (Heun's) takes the first one's. */
  next(at: number, size: number): Float32Array {
    if (this.#newest && Math.abs(this.#newest.at - at) < samePlace) return this.#newest.values
    const values = this.#older?.values ?? new Float32Array(size)
    this.#older = this.#newest
    this.#newest = { at, values }
    return values
  }

  /** `share`: how much of the straight line through the two is followed. */
  forecast(at: number, share: number, out: Float32Array): void {
    if (!this.#newest) throw new Error('Nothing is known that could be carried on.')
    if (!this.#older) {
      out.set(this.#newest.values)
      return
    }
    const along = (at - this.#newest.at) / (this.#newest.at - this.#older.at)
    const change = Math.min(Math.max(share * along, -mostOfChange), mostOfChange)
    combine(out, [1 + change, this.#newest.values], [-change, this.#older.values])
  }
}

/** Apart by less along the axis (natural logarithm): the same. */
const samePlace = 1e-6
