import { fractionalSchedule, initialSigma } from '#diffusion/schedule/fractional-schedule.ts'
import { combine, type Term } from '#diffusion/arithmetic/linear-combination.ts'
import { ddpmBetas, noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'
import { sampleDerivative } from '#diffusion/arithmetic/sample-derivative.ts'
import type { SchedulerFactory } from './scheduler.ts'

const highestOrder = 4

/** Linear multistep (Adams–Bashforth with uneven steps), from k-diffusion (diffusers: LMSDiscreteScheduler). */
export const lms: SchedulerFactory = (config, steps, begin) => {
  const prediction = config.prediction_type ?? 'epsilon'
  const { sigmas, timesteps } = fractionalSchedule(
    // Its Karras spacing, alone among the classes, does not look at sigma_min and sigma_max.
    config.use_karras_sigmas ? { ...config, sigma_min: undefined, sigma_max: undefined } : config,
    noiseSchedule(config, ddpmBetas),
    steps,
  )
  const sigmaAt = (index: number) => sigmas[index] ?? 0
  /** The newest first. */
  let derivatives: Float32Array[] = []

  /** The integral over the step at `index` of the Lagrange polynomial of the derivative `age` steps back. */
  const coefficient = (order: number, index: number, age: number) => {
    const polynomial = (tau: number) => {
      let product = 1
      for (let k = 0; k < order; k++) {
        if (k === age) continue
        product *= (tau - sigmaAt(index - k)) / (sigmaAt(index - age) - sigmaAt(index - k))
      }
      return product
    }
    const from = sigmaAt(index)
    const to = sigmaAt(index + 1)
    // Simpson's rule is exact up to the third degree.
    return ((to - from) / 6) * (polynomial(from) + 4 * polynomial((from + to) / 2) + polynomial(to))
  }

  return {
    timesteps: timesteps.subarray(begin),
    order: 1,
    initNoiseSigma: initialSigma(config, sigmas),

    noiseRatio(call) {
      return sigmaAt(begin + call)
    },

    scaleModelInput(sample, call, out) {
      combine(out, [1 / Math.sqrt(sigmaAt(begin + call) ** 2 + 1), sample])
    },

    step(modelOutput, call, sample) {
      if (derivatives.length === 0) {
        derivatives = Array.from({ length: highestOrder }, () => new Float32Array(sample.length))
      }
      const index = begin + call
      const newest = derivatives.pop() ?? sample
      derivatives.unshift(newest)
      sampleDerivative(prediction, modelOutput, sample, sigmaAt(index), newest)
      // The order counts the steps that image-to-image left out, though their derivatives don't exist: so does diffusers.
      const order = Math.min(index + 1, highestOrder)
      const terms = derivatives
        .slice(0, Math.min(order, call + 1))
        .map((derivative, age): Term => [coefficient(order, index, age), derivative])
      combine(sample, [1, sample], ...terms)
    },

    addNoise(original, noise, call, out) {
      combine(out, [1, original], [sigmaAt(begin + call), noise])
    },
  }
}
