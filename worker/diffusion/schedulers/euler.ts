import { fractionalSchedule, initialSigma } from '#diffusion/schedule/fractional-schedule.ts'
import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { ddpmBetas, noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'
import { sampleDerivative } from '#diffusion/arithmetic/sample-derivative.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { interpolateSigmas } from '#diffusion/schedule/sigmas.ts'
import { linspace } from '#diffusion/schedule/timesteps.ts'

/**
 * Karras et al. 2022, "Elucidating the Design Space of Diffusion-Based Generative Models": Euler's method, algorithm 2 without
 * churn (diffusers: EulerDiscreteScheduler).
 */
export const euler: SchedulerFactory = (config, steps, begin) => {
  const prediction = config.prediction_type ?? 'epsilon'
  const logLinear = config.interpolation_type === 'log_linear'
  const { sigmas, timesteps, training } = fractionalSchedule(
    config,
    noiseSchedule(config, ddpmBetas, 'nearly'),
    steps,
    logLinear ? logLinearSigmas : interpolateSigmas,
  )
  const last = config.final_sigmas_type === 'sigma_min' ? (training[0] ?? 0) : 0
  const continuous = config.timestep_type === 'continuous' && prediction === 'v_prediction'
  const sigmaAt = (call: number) => sigmas[begin + call] ?? last
  let derivative = new Float32Array(0)

  return {
    timesteps: (continuous ? sigmas.map((sigma) => 0.25 * Math.log(sigma)) : timesteps).subarray(begin),
    order: 1,
    initNoiseSigma: initialSigma(config, sigmas),

    noiseRatio(call) {
      return sigmaAt(call)
    },

    scaleModelInput(sample, call, out) {
      combine(out, [1 / Math.sqrt(sigmaAt(call) ** 2 + 1), sample])
    },

    step(modelOutput, call, sample) {
      if (derivative.length === 0) derivative = new Float32Array(sample.length)
      const sigma = sigmaAt(call)
      sampleDerivative(prediction, modelOutput, sample, sigma, derivative)
      combine(sample, [1, sample], [sigmaAt(call + 1) - sigma, derivative])
    },

    addNoise(original, noise, call, out) {
      combine(out, [1, original], [sigmaAt(call), noise])
    },
  }
}

/** Even in log sigma, over the whole training range. */
const logLinearSigmas: typeof interpolateSigmas = (timesteps, training) =>
  linspace(Math.log(training.at(-1) ?? 0), Math.log(training[0] ?? 0), timesteps.length + 1).map(Math.exp)
