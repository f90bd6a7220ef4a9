import type { SchedulerConfig } from '#diffusion/schedule/config.ts'
import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { ddpmBetas, noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'
import { predictEpsilon, predictOriginal } from '#diffusion/arithmetic/original-sample.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { levelOf, solverSchedule } from '#diffusion/schedule/solver-schedule.ts'
import { thresholding } from '#diffusion/arithmetic/thresholding.ts'

const { exp, expm1, sqrt } = Math

/**
 * Lu et al. 2022, "DPM-Solver++": the singlestep solvers of order 1 to 3 for the data prediction (diffusers:
 * DPMSolverSinglestepScheduler). Steps come in groups, each of which starts anew from the group's first sample
 * with one order more.
 */
export const dpmSolverSinglestep: SchedulerFactory = (config, steps, begin) => {
  const { sigmas, timesteps, trainingLeast } = solverSchedule(
    // The class has one spacing of timesteps, and not Lu's of sigmas.
    { ...config, timestep_spacing: 'linspace', use_lu_lambdas: false },
    noiseSchedule(config, ddpmBetas),
    steps,
  )
  const endsAtZero = (config.final_sigmas_type ?? 'zero') === 'zero'
  const prediction = config.prediction_type ?? 'epsilon'
  const stochastic = config.algorithm_type?.startsWith('sde') ?? false
  const solverOrder = config.solver_order ?? 2
  const orders = orderOfEachStep(config, steps)
  const heun = config.solver_type === 'heun'
  /** The older DPM-Solver predicts the noise instead: the same formulas with signal and noise in each other's place. */
  const noiseSolver = config.algorithm_type === 'dpmsolver'
  const limit = thresholding(config)
  const level = (index: number) => levelOf(sigmas[index] ?? (endsAtZero ? 0 : trainingLeast))
  /** Predicted clean samples (or noises), the newest first. */
  let originals: Float32Array[] = []
  let groupStart = new Float32Array(0)
  let noiseValues = new Float32Array(0)

  return {
    timesteps: timesteps.subarray(begin),
    order: 1,
    initNoiseSigma: 1,

    noiseRatio(call) {
      return sigmas[begin + call] ?? 0
    },

    scaleModelInput(sample, _call, out) {
      out.set(sample)
    },

    step(modelOutput, call, sample, noise) {
      if (originals.length === 0) {
        originals = Array.from({ length: solverOrder }, () => new Float32Array(sample.length))
        groupStart = new Float32Array(sample.length)
        noiseValues = new Float32Array(stochastic ? sample.length : 0)
      }
      const index = begin + call
      const here = level(index)
      const newest = originals.pop() ?? noiseValues
      originals.unshift(newest)
      if (noiseSolver && !limit) {
        predictEpsilon(prediction, modelOutput, sample, here.alpha, here.sigma, newest)
      } else {
        predictOriginal(prediction, modelOutput, sample, here.alpha, here.sigma, newest)
        limit?.(newest)
        if (noiseSolver) predictEpsilon('sample', newest, sample, here.alpha, here.sigma, newest)
      }
      const [m0 = newest, m1 = newest, m2 = newest] = originals
      // Image-to-image may begin within a group.
      const order = Math.min(orders[index] ?? 1, call + 1)
      if (order === 1) groupStart.set(sample)

      const t = level(index + 1)
      const s = level(index + 1 - order)
      const h = t.lambda - s.lambda
      /** The solvers are one for h, the stochastic ones for 2 h. */
      const span = stochastic ? 2 * h : noiseSolver ? -h : h
      const decay = -expm1(-span)
      const onSample = noiseSolver ? t.alpha / s.alpha : (t.sigma / s.sigma) * (stochastic ? exp(-h) : 1)
      const scale = noiseSolver ? t.sigma : t.alpha
      const onFirst = scale * decay
      const r0 = (here.lambda - s.lambda) / h
      const r1 = (level(index - 1).lambda - s.lambda) / h
      const weight1 = scale * (1 - decay / span)
      if (order === 1) {
        combine(sample, [onSample, groupStart], [onFirst, m0])
      } else if (order === 2) {
        // With D1 = (m0 - m1) / r0 as one term more; m1 is the group's first.
        const onD1 = (heun ? weight1 : onFirst / 2) / r0
        combine(sample, [onSample, groupStart], [onFirst - onD1, m1], [onD1, m0])
      } else if (heun) {
        const weight2 = scale * ((decay - span) / span ** 2 + (stochastic ? -0.5 : 0.5))
        // weight1 · D1 + weight2 · D2, where D1 = (r0 · d0 - r1 · d1) / (r0 - r1), D2 = 2 (d1 - d0) / (r0 - r1),
        // d0 = (m1 - m2) / r1 and d1 = (m0 - m2) / r0; m2 is the group's first.
        const onD0 = (r0 * weight1 - 2 * weight2) / (r0 - r1) / r1
        const onD1 = (2 * weight2 - r1 * weight1) / (r0 - r1) / r0
        combine(sample, [onSample, groupStart], [onFirst - onD0 - onD1, m2], [onD0, m1], [onD1, m0])
      } else {
        const onD1 = weight1 / r0
        combine(sample, [onSample, groupStart], [onFirst - onD1, m2], [onD1, m0])
      }
      if (stochastic) {
        noise.draw(noiseValues)
        combine(sample, [1, sample], [t.sigma * sqrt(-expm1(-2 * h)), noiseValues])
      }
    },

    addNoise(original, noise, call, out) {
      const { alpha, sigma } = level(begin + call)
      combine(out, [alpha, original], [sigma, noise])
    },
  }
}

/** 1, 2, 3, 1, 2, 3 … (for order 3), with a lower order at the end where the steps don't come out even. */
function orderOfEachStep(config: SchedulerConfig, steps: number): number[] {
  const solverOrder = config.solver_order ?? 2
  const endsAtZero = (config.final_sigmas_type ?? 'zero') === 'zero'
  const orders = Array.from({ length: steps }, (_, i) => (i % solverOrder) + 1)
  const lowerFinal = (config.lower_order_final ?? false) || endsAtZero || steps % solverOrder !== 0
  // A last group that is whole ends with order 1 instead of its highest: 1, 2, 1 or 1, 1.
  if ((lowerFinal && steps % solverOrder === 0) || endsAtZero) orders[steps - 1] = 1
  return orders
}
