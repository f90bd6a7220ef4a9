import { PaintError } from '#diffusion/errors.ts'
import { ancestralStep } from '#diffusion/arithmetic/ancestral-step.ts'
import { fractionalSchedule, initialSigma } from '#diffusion/schedule/fractional-schedule.ts'
import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { ddpmBetas, noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'
import { sampleDerivative } from '#diffusion/arithmetic/sample-derivative.ts'
import type { SchedulerFactory } from './scheduler.ts'

/**
 * Euler's method with ancestral sampling, from k-diffusion: every step goes further down than asked for and adds noise back
 * (diffusers: EulerAncestralDiscreteScheduler).
 */
export const eulerAncestral: SchedulerFactory = (config, steps, begin) => {
  const prediction = config.prediction_type ?? 'epsilon'
  if (prediction === 'sample') {
    throw new PaintError(
      'bad_request',
      'Euler a does not take this model (it predicts the sample itself): use euler.',
    )
  }
  const { sigmas, timesteps } = fractionalSchedule(
    // The class has no other spacing of sigmas.
    { ...config, use_karras_sigmas: false, use_exponential_sigmas: false, use_beta_sigmas: false },
    noiseSchedule(config, ddpmBetas, 'nearly'),
    steps,
  )
  const sigmaAt = (call: number) => sigmas[begin + call] ?? 0
  let derivative = new Float32Array(0)
  let noiseValues = new Float32Array(0)

  return {
    timesteps: timesteps.subarray(begin),
    order: 1,
    initNoiseSigma: initialSigma(config, sigmas),

    noiseRatio(call) {
      return sigmaAt(call)
    },

    scaleModelInput(sample, call, out) {
      combine(out, [1 / Math.sqrt(sigmaAt(call) ** 2 + 1), sample])
    },

    step(modelOutput, call, sample, noise) {
      if (derivative.length === 0) {
        derivative = new Float32Array(sample.length)
        noiseValues = new Float32Array(sample.length)
      }
      const from = sigmaAt(call)
      const { up, down } = ancestralStep(from, sigmaAt(call + 1))
      sampleDerivative(prediction, modelOutput, sample, from, derivative)
      noise.draw(noiseValues)
      combine(sample, [1, sample], [down - from, derivative], [up, noiseValues])
    },

    addNoise(original, noise, call, out) {
      combine(out, [1, original], [sigmaAt(call), noise])
    },
  }
}
