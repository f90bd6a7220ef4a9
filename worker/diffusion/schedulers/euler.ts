import { addScaled, combine, scale } from './linear-combination.ts'
import { ddpmBetas, noiseSchedule } from './noise-schedule.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { interpolateSigmas, sigmaSpacing, sigmaToTimestep, spacedSigmas, trainingSigmas } from './sigmas.ts'
import { fractionalTimesteps } from './timestep-spacing.ts'
import { linspace } from './timesteps.ts'

const { fround, log } = Math

/** Karras et al. 2022, "Elucidating the Design Space", algorithm 2 without churn: Euler's method (diffusers: EulerDiscreteScheduler). */
export const euler: SchedulerFactory = (config, steps, begin) => {
  const { alphasCumprod, numTrainTimesteps } = noiseSchedule(config, ddpmBetas, 'nearly')
  const prediction = config.prediction_type ?? 'epsilon'
  const training = trainingSigmas(alphasCumprod)
  const firstTraining = training[0] ?? 0
  const lastTraining = training[training.length - 1] ?? 0
  const spaced = config.timestep_spacing ?? 'linspace'
  let timesteps = fractionalTimesteps(config, numTrainTimesteps, steps)
  let sigmas =
    (config.interpolation_type ?? 'linear') === 'linear'
      ? interpolateSigmas(timesteps, training)
      : linspace(log(lastTraining), log(firstTraining), steps + 1).map(Math.exp)
  const spacing = sigmaSpacing(config)
  if (spacing !== 'timesteps' && spacing !== 'lu') {
    const most = config.sigma_max ?? sigmas[0] ?? 0
    const least = config.sigma_min ?? sigmas[sigmas.length - 1] ?? 0
    sigmas = spacedSigmas(spacing, most, least, steps)
    timesteps = sigmas.map((sigma) => sigmaToTimestep(sigma, training))
  }
  const last = (config.final_sigmas_type ?? 'zero') === 'sigma_min' ? firstTraining : 0
  const all = Float64Array.from([...sigmas, last], fround)
  if (config.timestep_type === 'continuous' && prediction === 'v_prediction') {
    timesteps = all.subarray(0, -1).map((sigma) => 0.25 * log(sigma))
  }
  const largest = all.reduce((a, b) => Math.max(a, b))
  const sigmaAt = (call: number) => all[begin + call] ?? 0
  let derivative = new Float32Array(0)

  return {
    timesteps: timesteps.map(fround).subarray(begin),
    order: 1,
    initNoiseSigma: spaced === 'leading' ? Math.sqrt(largest ** 2 + 1) : largest,

    scaleModelInput(sample, call, out) {
      scale(out, 1 / Math.sqrt(sigmaAt(call) ** 2 + 1), sample)
    },

    step(modelOutput, call, sample) {
      if (derivative.length === 0) derivative = new Float32Array(sample.length)
      const sigma = sigmaAt(call)
      // d sample / d sigma = (sample - predicted original) / sigma
      switch (prediction) {
        case 'epsilon':
          derivative.set(modelOutput)
          break
        case 'v_prediction':
          combine(derivative, sigma / (sigma ** 2 + 1), sample, 1 / Math.sqrt(sigma ** 2 + 1), modelOutput)
          break
        case 'sample':
          combine(derivative, 1 / sigma, sample, -1 / sigma, modelOutput)
          break
      }
      addScaled(sample, sigmaAt(call + 1) - sigma, derivative)
    },

    addNoise(original, noise, call, out) {
      combine(out, 1, original, sigmaAt(call), noise)
    },
  }
}
