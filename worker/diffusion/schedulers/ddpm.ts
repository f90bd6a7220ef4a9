import { PaintError } from '#diffusion/errors.ts'
import type { SchedulerConfig } from '#diffusion/schedule/config.ts'
import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { ddpmBetas, noiseSchedule, ratioOf } from '#diffusion/schedule/noise-schedule.ts'
import { predictOriginal } from '#diffusion/arithmetic/original-sample.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { originalSampleLimit } from '#diffusion/arithmetic/thresholding.ts'
import { wholeTimesteps } from '#diffusion/schedule/timestep-spacing.ts'

/** Ho et al. 2020, "Denoising Diffusion Probabilistic Models", algorithm 2 (diffusers: DDPMScheduler). */
export const ddpm: SchedulerFactory = (config, steps, begin) => {
  const { alphasCumprod, numTrainTimesteps } = noiseSchedule(config, ddpmBetas, 'keep')
  const timesteps = wholeTimesteps(config, numTrainTimesteps, steps).subarray(begin)
  const prediction = config.prediction_type ?? 'epsilon'
  const limit = originalSampleLimit(config, true)
  const large = hasLargeVariance(config)
  const alphaAt = (t: number | undefined) => (t === undefined ? 1 : (alphasCumprod[t] ?? 1))
  let original = new Float32Array(0)
  let noiseValues = new Float32Array(0)

  return {
    timesteps,
    order: 1,
    initNoiseSigma: 1,

    noiseRatio(call) {
      return ratioOf(alphaAt(timesteps[call] ?? 0))
    },

    scaleModelInput(sample, _call, out) {
      out.set(sample)
    },

    step(modelOutput, call, sample, noise) {
      if (original.length === 0) {
        original = new Float32Array(sample.length)
        noiseValues = new Float32Array(sample.length)
      }
      const t = timesteps[call] ?? 0
      const alpha = alphaAt(t)
      const previous = alphaAt(timesteps[call + 1])
      const currentAlpha = alpha / previous
      const currentBeta = 1 - currentAlpha
      predictOriginal(prediction, modelOutput, sample, Math.sqrt(alpha), Math.sqrt(1 - alpha), original)
      limit?.(original)
      // Equation 7: the mean of the posterior.
      const onOriginal = (Math.sqrt(previous) * currentBeta) / (1 - alpha)
      const onSample = (Math.sqrt(currentAlpha) * (1 - previous)) / (1 - alpha)
      if (t === 0) {
        combine(sample, [onSample, sample], [onOriginal, original])
        return
      }
      const variance = large ? currentBeta : Math.max(((1 - previous) / (1 - alpha)) * currentBeta, 1e-20)
      noise.draw(noiseValues)
      combine(sample, [onSample, sample], [onOriginal, original], [Math.sqrt(variance), noiseValues])
    },

    addNoise(original, noise, call, out) {
      const alpha = alphaAt(timesteps[call])
      combine(out, [Math.sqrt(alpha), original], [Math.sqrt(1 - alpha), noise])
    },
  }
}

/** Section 3.2: both choices of a fixed variance. Learned ones need a UNet with twice the channels. */
function hasLargeVariance({ variance_type = 'fixed_small' }: SchedulerConfig): boolean {
  if (variance_type === 'fixed_small' || variance_type === 'fixed_small_log') return false
  if (variance_type === 'fixed_large') return true
  throw new PaintError(
    'bad_request',
    `DDPM does not take this model (variance_type ${variance_type}): use ddim.`,
  )
}
