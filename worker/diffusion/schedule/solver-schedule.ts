import type { SchedulerConfig } from './config.ts'
import type { NoiseSchedule } from './noise-schedule.ts'
import { interpolateSigmas, sigmaSpacing, sigmaToTimestep, spacedSigmas, trainingSigmas } from './sigmas.ts'
import { leadingTimesteps, linspace, roundHalfEven, trailingTimesteps } from './timesteps.ts'

/** What the exponential integrators (DPM-Solver, UniPC, DEIS) run along: whole timesteps and the sigmas between them. */
export interface SolverSchedule {
  /** Sigma of each step, noisiest first, in float32; the last one, which the class chooses, is not in it. */
  sigmas: Float64Array
  timesteps: Float64Array
  /** The least sigma of the training timesteps. */
  trainingLeast: number
}

/** A noise level: samples are `alpha · original + sigma · noise`, lambda is half the log of the signal-to-noise ratio. */
export interface Level {
  alpha: number
  sigma: number
  lambda: number
}

/** The level at which noise is `ratio` (a "sigma" of the schedule) times as strong as the signal. */
export function levelOf(ratio: number): Level {
  const alpha = 1 / Math.sqrt(ratio ** 2 + 1)
  return { alpha, sigma: ratio * alpha, lambda: -Math.log(ratio) }
}

/**
 * The schedule of `steps` steps. `whole` makes Karras' and Lu's timesteps whole numbers; those of the other spacings are
 * cut off, as diffusers does.
 */
export function solverSchedule(
  config: SchedulerConfig,
  schedule: NoiseSchedule,
  steps: number,
  whole: (timestep: number) => number = roundHalfEven,
): SolverSchedule {
  const training = trainingSigmas(schedule.alphasCumprod)
  const trainingLeast = training[0] ?? 0
  const spacing = sigmaSpacing(config)
  if (spacing === 'timesteps') {
    const timesteps = solverTimesteps(config, schedule, steps)
    return { sigmas: interpolateSigmas(timesteps, training).map(Math.fround), timesteps, trainingLeast }
  }
  // Lu's spacing, alone, does not look at sigma_min and sigma_max.
  const { sigma_min, sigma_max } = spacing === 'lu' ? {} : config
  const sigmas = spacedSigmas(spacing, sigma_max ?? training.at(-1) ?? 0, sigma_min ?? trainingLeast, steps)
  const toWhole = spacing === 'karras' || spacing === 'lu' ? whole : Math.trunc
  return {
    sigmas: sigmas.map(Math.fround),
    timesteps: sigmas.map((sigma) => toWhole(sigmaToTimestep(sigma, training))),
    trainingLeast,
  }
}

/** Unlike the other schedulers' timesteps these are spaced for one step more, whose last one, near 0, is left out. */
function solverTimesteps(
  config: SchedulerConfig,
  { alphasCumprod, numTrainTimesteps }: NoiseSchedule,
  steps: number,
): Float64Array {
  // Timesteps whose lambda is below the clip are left out: for the cosine schedule, whose lambda goes to minus infinity.
  const clip = config.lambda_min_clipped ?? -Infinity
  const clipped = alphasCumprod.filter((alpha) => Math.log(alpha / (1 - alpha)) / 2 < clip).length
  const last = numTrainTimesteps - clipped
  switch (config.timestep_spacing ?? 'linspace') {
    case 'linspace':
      return linspace(0, last - 1, steps + 1)
        .map(roundHalfEven)
        .toReversed()
        .subarray(0, -1)
    case 'leading':
      return leadingTimesteps(last, steps + 1, config.steps_offset ?? 0).subarray(0, -1)
    default: // trailing
      return trailingTimesteps(numTrainTimesteps, steps, last)
  }
}
