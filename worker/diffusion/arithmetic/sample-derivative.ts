import type { SchedulerConfig } from '#diffusion/schedule/config.ts'
import { combine } from './linear-combination.ts'

/**
 * Karras et al. 2022, equation 3: writes d sample / d sigma = (sample - predicted original) / sigma into `out`, for a sample
 * `original + sigma · noise` and whichever the model predicts.
 */
export function sampleDerivative(
  prediction: NonNullable<SchedulerConfig['prediction_type']>,
  modelOutput: Float32Array,
  sample: Float32Array,
  sigma: number,
  out: Float32Array,
): void {
  switch (prediction) {
    case 'epsilon':
      out.set(modelOutput)
      break
    case 'v_prediction':
      combine(out, [sigma / (sigma ** 2 + 1), sample], [1 / Math.sqrt(sigma ** 2 + 1), modelOutput])
      break
    case 'sample':
      combine(out, [1 / sigma, sample], [-1 / sigma, modelOutput])
      break
  }
}
