import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { ddpmBetas, noiseSchedule, ratioOf } from '#diffusion/schedule/noise-schedule.ts'
import { predictEpsilon, predictOriginal } from '#diffusion/arithmetic/original-sample.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { originalSampleLimit } from '#diffusion/arithmetic/thresholding.ts'
import { wholeTimesteps } from '#diffusion/schedule/timestep-spacing.ts'

/** Song et al. 2020, "Denoising Diffusion Implicit Models", eta 0 (diffusers: DDIMScheduler). */
export const ddim: SchedulerFactory = (config, steps, begin) => {
  const { alphasCumprod, numTrainTimesteps } = noiseSchedule(config, ddpmBetas, 'keep')
  const timesteps = wholeTimesteps(config, numTrainTimesteps, steps).subarray(begin)
  const prediction = config.prediction_type ?? 'epsilon'
  const limit = originalSampleLimit(config, true)
  const stride = Math.floor(numTrainTimesteps / steps)
  const finalAlpha = (config.set_alpha_to_one ?? true) ? 1 : (alphasCumprod[0] ?? 1)
  const alphaAt = (t: number) => alphasCumprod[t] ?? finalAlpha
  let original = new Float32Array(0)
  let epsilon = new Float32Array(0)

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

    step(modelOutput, call, sample) {
      if (original.length === 0) {
        original = new Float32Array(sample.length)
        epsilon = new Float32Array(sample.length)
      }
      const t = timesteps[call] ?? 0
      const alpha = Math.sqrt(alphaAt(t))
      const sigma = Math.sqrt(1 - alphaAt(t))
      const previous = alphaAt(t - stride)
      predictOriginal(prediction, modelOutput, sample, alpha, sigma, original)
      predictEpsilon(prediction, modelOutput, sample, alpha, sigma, epsilon)
      limit?.(original)
      combine(sample, [Math.sqrt(previous), original], [Math.sqrt(1 - previous), epsilon])
    },

    addNoise(original, noise, call, out) {
      const alpha = alphaAt(timesteps[call] ?? 0)
      combine(out, [Math.sqrt(alpha), original], [Math.sqrt(1 - alpha), noise])
    },
  }
}
