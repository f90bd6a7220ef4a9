import { distilledTimesteps } from '#diffusion/schedule/distilled-timesteps.ts'
import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { noiseSchedule, ratioOf } from '#diffusion/schedule/noise-schedule.ts'
import { predictOriginal } from '#diffusion/arithmetic/original-sample.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { originalSampleLimit } from '#diffusion/arithmetic/thresholding.ts'

const sigmaData = 0.5

/** Luo et al. 2023, "Latent Consistency Models", multistep consistency sampling (diffusers: LCMScheduler). */
export const lcm: SchedulerFactory = (config, steps, begin) => {
  const { alphasCumprod, numTrainTimesteps } = noiseSchedule(
    config,
    { betaStart: 0.00085, betaEnd: 0.012, schedule: 'scaled_linear' },
    'keep',
  )
  const timesteps = distilledTimesteps(config, numTrainTimesteps, steps).subarray(begin)
  const prediction = config.prediction_type ?? 'epsilon'
  const limit = originalSampleLimit(config, false)
  const scaling = config.timestep_scaling ?? 10
  const alphaAt = (t: number) => alphasCumprod[t] ?? 1
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
      predictOriginal(prediction, modelOutput, sample, Math.sqrt(alpha), Math.sqrt(1 - alpha), original)
      limit?.(original)
      // The boundary condition of consistency models: at timestep 0 the sample is its own original.
      const scaled = t * scaling
      const skip = sigmaData ** 2 / (scaled ** 2 + sigmaData ** 2)
      const out = scaled / Math.sqrt(scaled ** 2 + sigmaData ** 2)
      const next = timesteps[call + 1]
      if (next === undefined) {
        combine(sample, [skip, sample], [out, original])
        return
      }
      noise.draw(noiseValues)
      const signal = Math.sqrt(alphaAt(next))
      combine(
        sample,
        [signal * skip, sample],
        [signal * out, original],
        [Math.sqrt(1 - alphaAt(next)), noiseValues],
      )
    },

    addNoise(original, noise, call, out) {
      const alpha = alphaAt(timesteps[call] ?? 0)
      combine(out, [Math.sqrt(alpha), original], [Math.sqrt(1 - alpha), noise])
    },
  }
}
