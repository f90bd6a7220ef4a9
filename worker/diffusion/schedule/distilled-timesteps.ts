import { PaintError } from '#diffusion/errors.ts'
import type { SchedulerConfig } from './config.ts'

/**
 * Timesteps of models distilled along `original_inference_steps` (50) timesteps of their teacher: `steps` of those, spread
 * evenly, noisiest first (lcm, tcd). Throws `PaintError` `bad_request` for more steps than the teacher had.
 */
export function distilledTimesteps(
  config: SchedulerConfig,
  numTrainTimesteps: number,
  steps: number,
): Float64Array {
  const originalSteps = config.original_inference_steps ?? 50
  if (steps > originalSteps) {
    throw new PaintError(
      'bad_request',
      `This scheduler takes at most ${originalSteps} steps (${steps} were asked for): use fewer steps or another scheduler.`,
    )
  }
  const ratio = Math.floor(numTrainTimesteps / originalSteps)
  const stride = originalSteps / steps
  return Float64Array.from({ length: steps }, (_, i) => (originalSteps - Math.floor(i * stride)) * ratio - 1)
}
