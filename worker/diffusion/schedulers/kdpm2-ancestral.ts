import { PaintError } from '#diffusion/errors.ts'
import { ancestralStep } from '#diffusion/arithmetic/ancestral-step.ts'
import { fractionalSchedule, initialSigma } from '#diffusion/schedule/fractional-schedule.ts'
import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'
import { sampleDerivative } from '#diffusion/arithmetic/sample-derivative.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { sigmaToTimestep } from '#diffusion/schedule/sigmas.ts'
import { roundHalfEven } from '#diffusion/schedule/timesteps.ts'

const { exp, fround, log, sqrt } = Math

/**
 * DPM-Solver-2 with ancestral sampling, from k-diffusion (diffusers: KDPM2AncestralDiscreteScheduler). Even calls are at
 * sigma i, odd ones between it and the sigma that the step goes down to, before noise is added back.
 */
export const kdpm2Ancestral: SchedulerFactory = (config, steps, begin) => {
  const prediction = config.prediction_type ?? 'epsilon'
  if (prediction === 'sample') {
    throw new PaintError(
      'bad_request',
      'DPM2 a does not take this model (it predicts the sample itself): use euler.',
    )
  }
  const schedule = noiseSchedule(config, { betaStart: 0.00085, betaEnd: 0.012, schedule: 'linear' })
  const { sigmas, timesteps, training } = fractionalSchedule(config, schedule, steps)
  const sigmaAt = (index: number) => sigmas[index] ?? 0
  const splitAt = (index: number) => ancestralStep(sigmaAt(index), sigmaAt(index + 1))
  /** The midpoint of the step from sigma `index`; the last step goes straight to 0. */
  const middleAt = (index: number) => {
    if (index >= steps - 1) return 0
    const from = fround(log(sigmaAt(index)))
    const down = fround(log(splitAt(index).down))
    return fround(exp(fround(down - fround(down - from) / 2)))
  }
  const timestepAt = (index: number) => {
    const t = timesteps[index] ?? 0
    return config.use_karras_sigmas ? roundHalfEven(t) : t
  }
  const indexOf = (call: number) => begin + (call >> 1)
  const sigmaOfCall = (call: number) => (call % 2 === 0 ? sigmaAt(indexOf(call)) : middleAt(indexOf(call)))
  let derivative = new Float32Array(0)
  let start = new Float32Array(0)
  let noiseValues = new Float32Array(0)

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
      combine(out, [1 / sqrt(sigmaOfCall(call) ** 2 + 1), sample])
    },

    step(modelOutput, call, sample, noise) {
      if (start.length === 0) {
        derivative = new Float32Array(sample.length)
        start = new Float32Array(sample.length)
        noiseValues = new Float32Array(sample.length)
      }
      const index = indexOf(call)
      sampleDerivative(prediction, modelOutput, sample, sigmaOfCall(call), derivative)
      if (call % 2 === 0) {
        start.set(sample)
        combine(sample, [1, sample], [middleAt(index) - sigmaAt(index), derivative])
        return
      }
      const { up, down } = splitAt(index)
      noise.draw(noiseValues)
      combine(sample, [1, start], [down - sigmaAt(index), derivative], [up, noiseValues])
    },

    addNoise(original, noise, call, out) {
      combine(out, [1, original], [sigmaAt(begin + Math.ceil(call / 2)), noise])
    },
  }
}
