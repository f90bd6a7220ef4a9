import { distilledTimesteps } from '#diffusion/schedule/distilled-timesteps.ts'
import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { noiseSchedule, ratioOf } from '#diffusion/schedule/noise-schedule.ts'
import { predictEpsilon, predictOriginal } from '#diffusion/arithmetic/original-sample.ts'
import type { SchedulerFactory } from './scheduler.ts'

/**
 * Zheng et al. 2024, "Trajectory Consistency Distillation", strategic stochastic sampling with gamma (`eta`) 0, which is what
 * diffusers' pipelines pass: no noise is drawn (diffusers: TCDScheduler).
 */
export const tcd: SchedulerFactory = (config, steps, begin) => {
  const { alphasCumprod, numTrainTimesteps } = noiseSchedule(
    config,
    { betaStart: 0.00085, betaEnd: 0.012, schedule: 'scaled_linear' },
    'keep',
  )
  const timesteps = distilledTimesteps(config, numTrainTimesteps, steps).subarray(begin)
  const prediction = config.prediction_type ?? 'epsilon'
  const alphaAt = (t: number) => alphasCumprod[t] ?? 1
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
      const alpha = alphaAt(timesteps[call] ?? 0)
      const next = alphaAt(timesteps[call + 1] ?? 0)
      predictOriginal(prediction, modelOutput, sample, Math.sqrt(alpha), Math.sqrt(1 - alpha), original)
      predictEpsilon(prediction, modelOutput, sample, Math.sqrt(alpha), Math.sqrt(1 - alpha), epsilon)
      combine(sample, [Math.sqrt(next), original], [Math.sqrt(1 - next), epsilon])
    },

    addNoise(original, noise, call, out) {
      const alpha = alphaAt(timesteps[call] ?? 0)
      combine(out, [Math.sqrt(alpha), original], [Math.sqrt(1 - alpha), noise])
    },
  }
}
