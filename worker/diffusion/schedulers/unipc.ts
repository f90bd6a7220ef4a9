import { combine, type Term } from '#diffusion/arithmetic/linear-combination.ts'
import { ddpmBetas, noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'
import { predictEpsilon, predictOriginal } from '#diffusion/arithmetic/original-sample.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { sigmaSpacing } from '#diffusion/schedule/sigmas.ts'
import { levelOf, solverSchedule } from '#diffusion/schedule/solver-schedule.ts'
import { thresholding } from '#diffusion/arithmetic/thresholding.ts'

const { expm1 } = Math

/**
 * Zhao et al. 2023, "UniPC: A Unified Predictor-Corrector Framework": every model output first corrects the step that led to
 * it, then predicts the next (diffusers: UniPCMultistepScheduler).
 */
export const unipc: SchedulerFactory = (config, steps, begin) => {
  const known = { ...config, use_lu_lambdas: false, lambda_min_clipped: undefined }
  const schedule = noiseSchedule(config, ddpmBetas, 'nearly')
  const { sigmas, timesteps, trainingLeast } = solverSchedule(known, schedule, steps)
  const least = sigmaSpacing(known) === 'timesteps' ? trainingLeast : (sigmas.at(-1) ?? 0)
  const lastSigma = (config.final_sigmas_type ?? 'zero') === 'zero' ? 0 : least
  const calls = timesteps.length
  const prediction = config.prediction_type ?? 'epsilon'
  const solverOrder = config.solver_order ?? 2
  const lowerOrderFinal = config.lower_order_final ?? true
  const predictX0 = config.predict_x0 ?? true
  const bh1 = config.solver_type === 'bh1'
  const uncorrected = new Set(config.disable_corrector)
  const limit = thresholding(config)
  const level = (index: number) => levelOf(sigmas[index] ?? lastSigma)
  /** Predicted clean samples (or noises, without `predict_x0`), the newest first. */
  let outputs: Float32Array<ArrayBuffer>[] = []
  let current = new Float32Array(0)
  let last = new Float32Array(0)
  let lastOrder = 0

  const convert = (modelOutput: Float32Array, sample: Float32Array, index: number) => {
    const { alpha, sigma } = level(index)
    if (predictX0) {
      predictOriginal(prediction, modelOutput, sample, alpha, sigma, current)
      limit?.(current)
    } else {
      predictEpsilon(prediction, modelOutput, sample, alpha, sigma, current)
    }
  }

  /**
   * The step from `index` to `index + 1`, from `from` into `sample`: equation 3 of the paper. `corrected`: with `current`, the
   * output at the step's end, as one point more (UniC); otherwise without (UniP).
   */
  const update = (
    sample: Float32Array,
    from: Float32Array,
    index: number,
    order: number,
    corrected: boolean,
  ) => {
    const s = level(index)
    const t = level(index + 1)
    const h = t.lambda - s.lambda
    const hh = predictX0 ? -h : h
    const onSample = predictX0 ? t.sigma / s.sigma : t.alpha / s.alpha
    const onOutputs = predictX0 ? t.alpha : t.sigma
    const phi1 = expm1(hh)
    const bh = bh1 ? hh : phi1

    /** Where the earlier outputs lie, in steps from here (below 0); the step's end is 1. */
    const places = Array.from({ length: order - 1 }, (_, i) => (level(index - i - 1).lambda - s.lambda) / h)
    const points = corrected ? [...places, 1] : places
    const simple = corrected ? order === 1 : order === 2
    const weights = simple ? [0.5] : solverWeights(points, hh, bh)
    // Terms of the differences (output there - output here) / place.
    const elsewhere = points.map((place, i): Term => {
      const output = place === 1 ? current : (outputs[i + 1] ?? current)
      return [(-onOutputs * bh * (weights[i] ?? 0)) / place, output]
    })
    const onHere = elsewhere.reduce((sum, [factor]) => sum - factor, -onOutputs * phi1)
    combine(sample, [onSample, from], [onHere, outputs[0] ?? current], ...elsewhere)
  }

  return {
    timesteps: timesteps.subarray(begin),
    order: 1,
    initNoiseSigma: 1,

    noiseRatio(call) {
      return sigmas[begin + call] ?? 0
    },

    scaleModelInput(sample, _call, out) {
      out.set(sample)
    },

    step(modelOutput, call, sample) {
      if (outputs.length === 0) {
        outputs = Array.from({ length: solverOrder }, () => new Float32Array(sample.length))
        current = new Float32Array(sample.length)
        last = new Float32Array(sample.length)
      }
      const index = begin + call
      convert(modelOutput, sample, index)
      if (call > 0 && !uncorrected.has(index - 1)) update(sample, last, index - 1, lastOrder, true)

      const oldest = outputs.pop() ?? current
      outputs.unshift(current)
      current = oldest
      last.set(sample)
      lastOrder = Math.min(lowerOrderFinal ? Math.min(solverOrder, calls - index) : solverOrder, call + 1)
      update(sample, last, index, lastOrder, false)
    },

    addNoise(original, noise, call, out) {
      const { alpha, sigma } = level(begin + call)
      combine(out, [alpha, original], [sigma, noise])
    },
  }
}

/** The weights a of the differences at `places`: sum of a_k place_k^(n - 1) = n! phi_(n + 1)(h) / B(h) for n = 1, 2 …. */
function solverWeights(places: number[], hh: number, bh: number): number[] {
  const order = places.length
  let phi = expm1(hh) / hh - 1
  let factorial = 1
  const rows = Array.from({ length: order }, (_, n) => {
    const row = [...places.map((place) => place ** n), (phi * factorial) / bh]
    factorial *= n + 2
    phi = phi / hh - 1 / factorial
    return row
  })
  return solveLinear(rows)
}

/** Gauss–Jordan elimination of a small system; each row ends with its right-hand side. */
function solveLinear(rows: number[][]): number[] {
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0
  for (let pivot = 0; pivot < rows.length; pivot++) {
    for (let row = 0; row < rows.length; row++) {
      if (row === pivot) continue
      const factor = at(row, pivot) / at(pivot, pivot)
      rows[row] = (rows[row] ?? []).map((value, column) => value - factor * at(pivot, column))
    }
  }
  return rows.map((row, i) => (row.at(-1) ?? 0) / at(i, i))
}
