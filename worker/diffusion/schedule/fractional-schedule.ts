import type { SchedulerConfig } from './config.ts'
import type { NoiseSchedule } from './noise-schedule.ts'
import { interpolateSigmas, sigmaSpacing, sigmaToTimestep, spacedSigmas, trainingSigmas } from './sigmas.ts'
import { fractionalTimesteps } from './timestep-spacing.ts'

/** What the samplers of k-diffusion (euler, heun, lms, kdpm2 …) run along: samples are `original + sigma · noise`. */
export interface FractionalSchedule {
  /** Sigma of each step, noisiest first, in float32, without the last one (0). */
  sigmas: Float64Array
  /** Their timesteps, fractional. */
  timesteps: Float64Array
  /** Sigma of each training timestep. */
  training: Float64Array
}

/** The schedule of `steps` steps; `interpolated` replaces how sigmas come from timesteps before they are spaced otherwise. */
export function fractionalSchedule(
  config: SchedulerConfig,
  { alphasCumprod, numTrainTimesteps }: NoiseSchedule,
  steps: number,
  interpolated: typeof interpolateSigmas = interpolateSigmas,
): FractionalSchedule {
  const training = trainingSigmas(alphasCumprod)
  const timesteps = fractionalTimesteps(config, numTrainTimesteps, steps)
  const sigmas = interpolated(timesteps, training)
  // None of these classes knows Lu's spacing.
  const spacing = sigmaSpacing({ ...config, use_lu_lambdas: false })
  if (spacing === 'timesteps') {
    return { sigmas: sigmas.map(Math.fround), timesteps, training }
  }
  const most = config.sigma_max ?? sigmas[0] ?? 0
  const least = config.sigma_min ?? sigmas.at(-1) ?? 0
  const spaced = spacedSigmas(spacing, most, least, steps)
  return {
    sigmas: spaced.map(Math.fround),
    timesteps: spaced.map((sigma) => Math.fround(sigmaToTimestep(sigma, training))),
    training,
  }
}

/** Pure noise is scaled to the largest sigma; where the timesteps stop short of the noisiest, the picture's part is added. */
export function initialSigma(config: SchedulerConfig, sigmas: Float64Array): number {
  const largest = sigmas.reduce((a, b) => Math.max(a, b))
  return config.timestep_spacing === 'leading' ? Math.sqrt(largest ** 2 + 1) : largest
}
