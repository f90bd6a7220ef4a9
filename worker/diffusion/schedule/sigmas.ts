import type { SchedulerConfig } from './config.ts'
import { inverseBetaCdf } from './inverse-beta.ts'
import { linspace } from './timesteps.ts'

const { fround, log } = Math

/** sigma = sqrt((1 - ᾱ) / ᾱ) of every training timestep, in float32. */
export function trainingSigmas(alphasCumprod: Float64Array): Float64Array {
  return alphasCumprod.map((alpha) => fround(Math.sqrt(fround(fround(1 - alpha) / alpha))))
}

/** Sigmas at fractional timesteps, linear between training timesteps (numpy.interp). */
export function interpolateSigmas(timesteps: Float64Array, training: Float64Array): Float64Array {
  const last = training.length - 1
  return timesteps.map((t) => {
    const at = Math.min(Math.max(t, 0), last)
    const low = Math.floor(at)
    const from = training[low] ?? 0
    return low === last ? from : from + ((training[low + 1] ?? 0) - from) * (at - low)
  })
}

/** The timestep of a sigma, linear in log sigma; the inverse of `interpolateSigmas` but for that. */
export function sigmaToTimestep(sigma: number, training: Float64Array): number {
  const logSigma = log(Math.max(sigma, 1e-10))
  // Sought is the last training sigma that is not above `sigma`. They grow with the timestep, but for the very last one where
  // its signal-to-noise ratio was made zero.
  let low = training.length - 2
  if (logSigma < fround(log(training[low + 1] ?? 0)))
    while (low > 0 && logSigma < fround(log(training[low] ?? 0))) low--
  const below = fround(log(training[low] ?? 0))
  const above = fround(log(training[low + 1] ?? 0))
  const weight = Math.min(Math.max((below - logSigma) / fround(below - above), 0), 1)
  return (1 - weight) * low + weight * (low + 1)
}

/** Which spacing of sigmas a config asks for in place of that of the timesteps; `lu` only where the class knows it. */
export type SigmaSpacing = 'timesteps' | 'karras' | 'exponential' | 'beta' | 'lu'

export function sigmaSpacing(config: SchedulerConfig): SigmaSpacing {
  if (config.use_karras_sigmas) return 'karras'
  if (config.use_lu_lambdas) return 'lu'
  if (config.use_exponential_sigmas) return 'exponential'
  if (config.use_beta_sigmas) return 'beta'
  return 'timesteps'
}

/** `count` sigmas from `most` down to `least`, spaced as asked for. */
export function spacedSigmas(
  spacing: Exclude<SigmaSpacing, 'timesteps'>,
  most: number,
  least: number,
  count: number,
): Float64Array {
  switch (spacing) {
    case 'karras': {
      // Karras et al. 2022, equation 5.
      const rho = 7
      const ramp = linspace(0, 1, count)
      const from = most ** (1 / rho)
      const to = least ** (1 / rho)
      return ramp.map((x) => (from + x * (to - from)) ** rho)
    }
    case 'exponential':
      return linspace(log(most), log(least), count).map(Math.exp)
    case 'lu':
      // Lu et al. 2022: even in log sigma, which is minus lambda but for a term that vanishes. In diffusers those of the training
      // sigmas are float32.
      return linspace(0, 1, count).map((x) =>
        Math.exp(fround(log(most)) + x * (fround(log(least)) - fround(log(most)))),
      )
    default: // beta
      // Lee et al. 2024, "Beta Sampling is All You Need", alpha = beta = 0.6.
      return linspace(0, 1, count).map((x) => least + inverseBetaCdf(1 - x, 0.6, 0.6) * (most - least))
  }
}
