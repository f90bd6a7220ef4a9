import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { ddpmBetas, noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'
import { predictEpsilon, predictOriginal } from '#diffusion/arithmetic/original-sample.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { sigmaSpacing } from '#diffusion/schedule/sigmas.ts'
import { levelOf, solverSchedule } from '#diffusion/schedule/solver-schedule.ts'
import { thresholding } from '#diffusion/arithmetic/thresholding.ts'

const { expm1, log } = Math

/**
 * Zhang and Chen 2022, "Fast Sampling of Diffusion Models with Exponential Integrator": DEIS with polynomials in log rho, of
 * order 1 to 3 (diffusers: DEISMultistepScheduler). It ends at the least sigma of the training, not at 0.
 */
export const deis: SchedulerFactory = (config, steps, begin) => {
  const known = { ...config, use_lu_lambdas: false, lambda_min_clipped: undefined }
  const { sigmas, timesteps, trainingLeast } = solverSchedule(known, noiseSchedule(config, ddpmBetas), steps)
  const lastSigma = sigmaSpacing(known) === 'timesteps' ? trainingLeast : (sigmas.at(-1) ?? 0)
  const calls = timesteps.length
  const prediction = config.prediction_type ?? 'epsilon'
  const solverOrder = config.solver_order ?? 2
  const fewSteps = (config.lower_order_final ?? true) && calls < 15
  const limit = thresholding(config)
  const ratioAt = (index: number) => sigmas[index] ?? lastSigma
  /** Predicted noises, the newest first. */
  let epsilons: Float32Array[] = []
  let original = new Float32Array(0)

  return {
    timesteps: timesteps.subarray(begin),
    order: 1,
    initNoiseSigma: 1,

    noiseRatio(call) {
      return ratioAt(begin + call)
    },

    scaleModelInput(sample, _call, out) {
      out.set(sample)
    },

    step(modelOutput, call, sample) {
      if (epsilons.length === 0) {
        epsilons = Array.from({ length: solverOrder }, () => new Float32Array(sample.length))
        original = new Float32Array(sample.length)
      }
      const index = begin + call
      const s = levelOf(ratioAt(index))
      const t = levelOf(ratioAt(index + 1))
      const newest = epsilons.pop() ?? original
      epsilons.unshift(newest)
      if (limit) {
        predictOriginal(prediction, modelOutput, sample, s.alpha, s.sigma, original)
        limit(original)
        predictEpsilon('sample', original, sample, s.alpha, s.sigma, newest)
      } else {
        predictEpsilon(prediction, modelOutput, sample, s.alpha, s.sigma, newest)
      }
      const [m0 = newest, m1 = newest, m2 = newest] = epsilons

      let order = Math.min(call + 1, solverOrder)
      if (index === calls - 1 && fewSteps) order = 1
      else if (index === calls - 2 && fewSteps) order = Math.min(order, 2)

      const onSample = t.alpha / s.alpha
      const rhoT = ratioAt(index + 1)
      const [rho0, rho1, rho2] = [ratioAt(index), ratioAt(index - 1), ratioAt(index - 2)]
      if (order === 1) {
        combine(sample, [onSample, sample], [-t.sigma * expm1(t.lambda - s.lambda), m0])
      } else if (order === 2) {
        const weight = (b: number, c: number) => t.alpha * (linear(rhoT, b, c) - linear(rho0, b, c))
        combine(sample, [onSample, sample], [weight(rho0, rho1), m0], [weight(rho1, rho0), m1])
      } else {
        const weight = (b: number, c: number, d: number) =>
          t.alpha * (quadratic(rhoT, b, c, d) - quadratic(rho0, b, c, d))
        combine(
          sample,
          [onSample, sample],
          [weight(rho0, rho1, rho2), m0],
          [weight(rho1, rho2, rho0), m1],
          [weight(rho2, rho0, rho1), m2],
        )
      }
    },

    addNoise(original, noise, call, out) {
      const { alpha, sigma } = levelOf(ratioAt(begin + call))
      combine(out, [alpha, original], [sigma, noise])
    },
  }
}

/** Antiderivative of the Lagrange polynomial in log rho that is 1 at b and 0 at c. */
function linear(t: number, b: number, c: number): number {
  return (t * (log(t) - log(c) - 1)) / (log(b) - log(c))
}

/** The same, 1 at b and 0 at c and d. */
function quadratic(t: number, b: number, c: number, d: number): number {
  const [x, y, z] = [log(t), log(c), log(d)]
  const numerator = t * (y * (z - x + 1) - z * x + z + x ** 2 - 2 * x + 2)
  return numerator / ((log(b) - y) * (log(b) - z))
}
