import { fractionalSchedule, initialSigma } from '#diffusion/schedule/fractional-schedule.ts'
import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'
import { sampleDerivative } from '#diffusion/arithmetic/sample-derivative.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { clamp } from '#diffusion/arithmetic/thresholding.ts'

/**
 * Karras et al. 2022, algorithm 2 without churn: Heun's method, two calls a step but for the last (diffusers:
 * HeunDiscreteScheduler). Even calls are at sigma i, odd ones at sigma i + 1.
 */
export const heun: SchedulerFactory = (config, steps, begin) => {
  const prediction = config.prediction_type ?? 'epsilon'
  const clip = (config.clip_sample ?? false) ? (config.clip_sample_range ?? 1) : undefined
  const schedule = noiseSchedule(config, { betaStart: 0.00085, betaEnd: 0.012, schedule: 'linear' })
  const { sigmas, timesteps } = fractionalSchedule(config, schedule, steps)
  const sigmaOfCall = (call: number) => sigmas[begin + Math.ceil(call / 2)] ?? 0
  let first = new Float32Array(0)
  let second = new Float32Array(0)
  let start = new Float32Array(0)

  const derivative = (modelOutput: Float32Array, sample: Float32Array, sigma: number, out: Float32Array) => {
    sampleDerivative(prediction, modelOutput, sample, sigma, out)
    if (clip === undefined) return
    combine(out, [1, sample], [-sigma, out])
    clamp(out, clip)
    combine(out, [1 / sigma, sample], [-1 / sigma, out])
  }

  return {
    timesteps: interleaved(timesteps.subarray(begin)),
    order: 2,
    initNoiseSigma: initialSigma(config, sigmas),

    noiseRatio(call) {
      return sigmaOfCall(call)
    },

    scaleModelInput(sample, call, out) {
      combine(out, [1 / Math.sqrt(sigmaOfCall(call) ** 2 + 1), sample])
    },

    step(modelOutput, call, sample) {
      if (start.length === 0) {
        first = new Float32Array(sample.length)
        second = new Float32Array(sample.length)
        start = new Float32Array(sample.length)
      }
      const sigma = sigmaOfCall(call)
      if (call % 2 === 0) {
        derivative(modelOutput, sample, sigma, first)
        start.set(sample)
        combine(sample, [1, sample], [sigmaOfCall(call + 1) - sigma, first])
        return
      }
      derivative(modelOutput, sample, sigma, second)
      const half = (sigma - sigmaOfCall(call - 1)) / 2
      combine(sample, [1, start], [half, first])
      combine(sample, [1, sample], [half, second])
    },

    addNoise(original, noise, call, out) {
      combine(out, [1, original], [sigmaOfCall(call), noise])
    },
  }
}

/** All but the first twice: once to correct the step that leads there, once to leave from there. */
function interleaved(timesteps: Float64Array): Float64Array {
  return Float64Array.from(
    { length: 2 * timesteps.length - 1 },
    (_, call) => timesteps[Math.ceil(call / 2)] ?? 0,
  )
}
