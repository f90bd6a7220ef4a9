import type { SchedulerConfig } from './config.ts'

/** How much noise each training timestep holds; diffusers computes it in float32, so it is rounded as torch does. */
export interface NoiseSchedule {
  /** ᾱ of each training timestep, 0 … `num_train_timesteps` − 1. */
  alphasCumprod: Float64Array
  numTrainTimesteps: number
}

/** Defaults of a class in diffusers; most have DDPM's, some those of Stable Diffusion. */
export interface BetaDefaults {
  betaStart: number
  betaEnd: number
  schedule: 'linear' | 'scaled_linear'
}

export const ddpmBetas: BetaDefaults = { betaStart: 0.0001, betaEnd: 0.02, schedule: 'linear' }

const { fround, sqrt } = Math

/**
 * ᾱ from a config's betas. `zeroSnr`: whether the class knows `rescale_betas_zero_snr`, and if so what it puts in
 * the place of the last ᾱ, which is then 0 (`keep`), as sigma = sqrt((1 - ᾱ) / ᾱ) needs something above 0 (2^-24).
 */
export function noiseSchedule(
  config: SchedulerConfig,
  defaults: BetaDefaults,
  zeroSnr: 'unknown' | 'keep' | 'nearly' = 'unknown',
): NoiseSchedule {
  let betas = trainingBetas(config, defaults)
  const rescale = zeroSnr !== 'unknown' && (config.rescale_betas_zero_snr ?? false)
  if (rescale) betas = rescaleZeroTerminalSnr(betas)
  const alphasCumprod = cumulativeAlphas(betas)
  if (rescale && zeroSnr === 'nearly') alphasCumprod[alphasCumprod.length - 1] = 2 ** -24
  return { alphasCumprod, numTrainTimesteps: config.num_train_timesteps ?? 1000 }
}

/** sigma / sqrt(ᾱ), where sigma² = 1 − ᾱ: how many times as strong as the signal the noise is. */
export function ratioOf(alphaCumprod: number): number {
  return sqrt((1 - alphaCumprod) / alphaCumprod)
}

function trainingBetas(config: SchedulerConfig, defaults: BetaDefaults): Float64Array {
  const count = config.num_train_timesteps ?? 1000
  const start = config.beta_start ?? defaults.betaStart
  const end = config.beta_end ?? defaults.betaEnd
  if (config.trained_betas) return Float64Array.from(config.trained_betas, fround)
  switch (config.beta_schedule ?? defaults.schedule) {
    case 'linear':
      return linspace(start, end, count)
    case 'scaled_linear':
      return linspace(sqrt(start), sqrt(end), count).map((root) => fround(root * root))
    case 'sigmoid':
      return linspace(-6, 6, count).map((x) =>
        fround(fround(fround(1 / (1 + Math.exp(-x))) * fround(end - start)) + fround(start)),
      )
    case 'squaredcos_cap_v2':
      return betasForAlphaBar(count, (t) => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2)
    case 'exp':
      return betasForAlphaBar(count, (t) => Math.exp(t * -12))
    default: // laplace
      return betasForAlphaBar(count, (t) => {
        const side = Object.is(0.5 - t, -0) || 0.5 - t < 0 ? -1 : 1
        const snr = Math.exp(-0.5 * side * Math.log(1 - 2 * Math.abs(0.5 - t) + 1e-6))
        return sqrt(snr / (1 + snr))
      })
  }
}

/** torch.linspace in float32: from both ends towards the middle. */
function linspace(start: number, end: number, count: number): Float64Array {
  const from = fround(start)
  const to = fround(end)
  const step = fround(fround(to - from) / (count - 1))
  return Float64Array.from({ length: count }, (_, i) =>
    i < count / 2 ? fround(from + step * i) : fround(to - step * (count - i - 1)),
  )
}

/** Nichol and Dhariwal 2021: betas whose ᾱ follows a curve over 0 … 1; none above 0.999. */
function betasForAlphaBar(count: number, alphaBar: (t: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) =>
    fround(Math.min(1 - alphaBar((i + 1) / count) / alphaBar(i / count), 0.999)),
  )
}

/** torch.cumprod(1 - betas) in float32; the running product is kept in float64 there. */
function cumulativeAlphas(betas: Float64Array): Float64Array {
  let product = 1
  return betas.map((beta) => fround((product *= fround(1 - beta))))
}

/** Lin et al. 2023, algorithm 1: shifts and scales sqrt(ᾱ) so that the last one is 0 and the first one stays. */
function rescaleZeroTerminalSnr(betas: Float64Array): Float64Array {
  const roots = cumulativeAlphas(betas).map((alpha) => fround(sqrt(alpha)))
  const first = roots[0] ?? 1
  const last = roots[roots.length - 1] ?? 0
  const scale = fround(first / fround(first - last))
  const bars = roots.map((root) => fround(fround(fround(root - last) * scale) ** 2))
  return bars.map((bar, i) => fround(1 - (i === 0 ? bar : fround(bar / (bars[i - 1] ?? 1)))))
}
