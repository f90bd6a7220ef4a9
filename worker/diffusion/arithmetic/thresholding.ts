import type { SchedulerConfig } from '#diffusion/schedule/config.ts'

/** What a predicted clean sample goes through before the step goes on; null where nothing does. */
export type Limit = ((sample: Float32Array) => void) | null

/** `thresholding` wins over `clip_sample`, as in diffusers. `clipByDefault`: the class's default of `clip_sample`. */
export function originalSampleLimit(config: SchedulerConfig, clipByDefault: boolean): Limit {
  const threshold = thresholding(config)
  if (threshold) return threshold
  if (!(config.clip_sample ?? clipByDefault)) return null
  const range = config.clip_sample_range ?? 1
  return (sample) => clamp(sample, range)
}

/**
 * Dynamic thresholding (Saharia et al. 2022, section 2.3): the sample is clipped to the percentile of its absolute values and
 * scaled by it. Meant for pixels; few latent models ask for it.
 */
export function thresholding(config: SchedulerConfig): Limit {
  if (!(config.thresholding ?? false)) return null
  const ratio = config.dynamic_thresholding_ratio ?? 0.995
  const most = config.sample_max_value ?? 1
  return (sample) => {
    const s = Math.min(Math.max(quantile(sample.map(Math.abs), ratio), 1), most)
    clamp(sample, s)
    for (let i = 0; i < sample.length; i++) sample[i] = (sample[i] ?? 0) / s
  }
}

export function clamp(sample: Float32Array, range: number): void {
  for (let i = 0; i < sample.length; i++) sample[i] = Math.min(Math.max(sample[i] ?? 0, -range), range)
}

/** torch.quantile, linear between the two nearest ranks. */
function quantile(values: Float32Array, ratio: number): number {
  values.sort()
  const rank = ratio * (values.length - 1)
  const low = values[Math.floor(rank)] ?? 0
  const high = values[Math.ceil(rank)] ?? 0
  return low + (high - low) * (rank - Math.floor(rank))
}
