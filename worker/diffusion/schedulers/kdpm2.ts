import { PaintError } from '#diffusion/errors.ts'
import { fractionalSchedule, initialSigma } from '#diffusion/schedule/fractional-schedule.ts'
import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'
import { sampleDerivative } from '#diffusion/arithmetic/sample-derivative.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { sigmaToTimestep } from '#diffusion/schedule/sigmas.ts'
import { roundHalfEven } from '#diffusion/schedule/timesteps.ts'

const { exp, fround, log } = Math

/**
 * DPM-Solver-2 in Karras' sigmas, from k-diffusion: the midpoint (in log sigma) method, two calls a step but for the last
 * (diffusers: KDPM2DiscreteScheduler). Even calls are at sigma i, odd ones between it and sigma i + 1.
 */
export const kdpm2: SchedulerFactory = (config, steps, begin) => {
  const prediction = config.prediction_type ?? 'epsilon'
  if (prediction === 'sample') {
    throw new PaintError(
      'bad_request',
      'DPM2 does not take this model (it predicts the sample itself): use euler.',
    )
  }
  const schedule = noiseSchedule(config, { betaStart: 0.00085, betaEnd: 0.012, schedule: 'linear' })
  const { sigmas, timesteps, training } = fractionalSchedule(config, schedule, steps)
  const sigmaAt = (index: number) => sigmas[index] ?? 0
  /** The midpoint of the step from sigma `index`; the last step goes straight to 0. */
  const middleAt = (index: number) =>
    index < steps - 1 ? fround(exp((log(sigmaAt(index)) + log(sigmaAt(index + 1))) / 2)) : 0
  const timestepAt = (index: number) => {
    const t = timesteps[index] ?? 0
    return config.use_karras_sigmas ? roundHalfEven(t) : t
  }
  const indexOf = (call: number) => begin + (call >> 1)
  const sigmaOfCall = (call: number) => (call % 2 === 0 ? sigmaAt(indexOf(call)) : middleAt(indexOf(call)))
  let derivative = new Float32Array(0)
  let start = new Float32Array(0)

  return {
    timesteps: Float64Array.from({ length: 2 * (steps - begin) - 1 }, (_, call) =>
      call % 2 === 0 ? timestepAt(indexOf(call)) : fround(sigmaToTimestep(sigmaOfCall(call), training)),
    ),
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
        derivative = new Float32Array(sample.length)
        start = new Float32Array(sample.length)
      }
      const index = indexOf(call)
      sampleDerivative(prediction, modelOutput, sample, sigmaOfCall(call), derivative)
      if (call % 2 === 0) {
        start.set(sample)
        combine(sample, [1, sample], [middleAt(index) - sigmaAt(index), derivative])
      } else {
        combine(sample, [1, start], [sigmaAt(index + 1) - sigmaAt(index), derivative])
      }
    },

    addNoise(original, noise, call, out) {
      combine(out, [1, original], [sigmaAt(begin + Math.ceil(call / 2)), noise])
    },
  }
}
