import type { SchedulerConfig } from '#diffusion/schedule/config.ts'
import { combine } from './linear-combination.ts'

export type Prediction = NonNullable<SchedulerConfig['prediction_type']>

/**
 * Writes the clean sample that a model's output means into `out`, for a sample `alpha · original + sigma · epsilon` with
 * alpha² + sigma² = 1, whichever the model predicts (v: Salimans and Ho 2022, appendix D).
 */
export function predictOriginal(
  prediction: Prediction,
  modelOutput: Float32Array,
  sample: Float32Array,
  alpha: number,
  sigma: number,
  out: Float32Array,
): void {
  switch (prediction) {
    case 'epsilon':
      combine(out, [1 / alpha, sample], [-sigma / alpha, modelOutput])
      break
    case 'v_prediction':
      combine(out, [alpha, sample], [-sigma, modelOutput])
      break
    case 'sample':
      out.set(modelOutput)
      break
  }
}

/** As `predictOriginal`, the noise. */
export function predictEpsilon(
  prediction: Prediction,
  modelOutput: Float32Array,
  sample: Float32Array,
  alpha: number,
  sigma: number,
  out: Float32Array,
): void {
  switch (prediction) {
    case 'epsilon':
      out.set(modelOutput)
      break
    case 'v_prediction':
      combine(out, [alpha, modelOutput], [sigma, sample])
      break
    case 'sample':
      combine(out, [1 / sigma, sample], [-alpha / sigma, modelOutput])
      break
  }
}
