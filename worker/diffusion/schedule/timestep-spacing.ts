import { PaintError } from '#diffusion/errors.ts'
import type { SchedulerConfig } from './config.ts'
import { leadingTimesteps, linspaceTimesteps, roundHalfEven, trailingTimesteps } from './timesteps.ts'

/**
 * Whole timesteps, noisiest first, for the schedulers that know only those the model was trained with (ddim, ddpm, pndm).
 * Throws `PaintError` `bad_request` for more steps than the training had.
 */
export function wholeTimesteps(
  config: SchedulerConfig,
  numTrainTimesteps: number,
  steps: number,
): Float64Array {
  const timesteps = spacedTimesteps(config, numTrainTimesteps, steps, 'leading').map(roundHalfEven)
  if ((timesteps[0] ?? 0) >= numTrainTimesteps) {
    throw new PaintError(
      'bad_request',
      `${steps} steps are too many for this scheduler and model: use fewer steps or another scheduler.`,
    )
  }
  return timesteps
}

/** Timesteps in float32, noisiest first, for the schedulers that work on sigmas and interpolate them. */
export function fractionalTimesteps(
  config: SchedulerConfig,
  numTrainTimesteps: number,
  steps: number,
): Float64Array {
  return spacedTimesteps(config, numTrainTimesteps, steps, 'linspace').map(Math.fround)
}

function spacedTimesteps(
  config: SchedulerConfig,
  numTrainTimesteps: number,
  steps: number,
  byDefault: 'linspace' | 'leading',
): Float64Array {
  switch (config.timestep_spacing ?? byDefault) {
    case 'linspace':
      return linspaceTimesteps(numTrainTimesteps, steps)
    case 'leading':
      return leadingTimesteps(numTrainTimesteps, steps, config.steps_offset ?? 0)
    default: // trailing
      return trailingTimesteps(numTrainTimesteps, steps)
  }
}
