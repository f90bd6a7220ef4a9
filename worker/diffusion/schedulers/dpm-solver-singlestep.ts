import type { SchedulerConfig } from './config.ts'
import { addScaled, combine, scale } from './linear-combination.ts'
import { ddpmBetas, noiseSchedule } from './noise-schedule.ts'
import { predictOriginal } from './original-sample.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { levelOf, solverSchedule } from './solver-schedule.ts'
import { thresholding } from './thresholding.ts'

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
  const limit = thresholding(config)
  const level = (index: number) => levelOf(sigmas[index] ?? (endsAtZero ? 0 : trainingLeast))
  /** Predicted clean samples, the newest first. */
  let originals: Float32Array[] = []
  let groupStart = new Float32Array(0)
  let difference = new Float32Array(0)

  return {
    timesteps: timesteps.subarray(begin),
    order: 1,
    initNoiseSigma: 1,

    scaleModelInput(sample, _call, out) {
      out.set(sample)
    },

    step(modelOutput, call, sample, noise) {
      if (originals.length === 0) {
        originals = Array.from({ length: solverOrder }, () => new Float32Array(sample.length))
        groupStart = new Float32Array(sample.length)
        difference = new Float32Array(sample.length)
      }
      const index = begin + call
      const here = level(index)
      const newest = originals.pop() ?? difference
      originals.unshift(newest)
      predictOriginal(prediction, modelOutput, sample, here.alpha, here.sigma, newest)
      limit?.(newest)
      const [m0 = newest, m1 = newest, m2 = newest] = originals
      // Image-to-image may begin within a group.
      const order = Math.min(orders[index] ?? 1, call + 1)
      if (order === 1) groupStart.set(sample)

      const t = level(index + 1)
      const s = level(index + 1 - order)
      const h = t.lambda - s.lambda
      /** The solvers are one for h, the stochastic ones for 2 h. */
      const span = stochastic ? 2 * h : h
      const decay = -expm1(-span)
      const first = order === 1 ? m0 : order === 2 ? m1 : m2
      scale(sample, (t.sigma / s.sigma) * (stochastic ? exp(-h) : 1), groupStart)
      addScaled(sample, t.alpha * decay, first)
      const weight1 = t.alpha * (1 - decay / span)
      if (order === 2) {
        const r0 = (here.lambda - s.lambda) / h
        combine(difference, 1 / r0, m0, -1 / r0, first)
        addScaled(sample, heun ? weight1 : (t.alpha * decay) / 2, difference)
      } else if (order === 3) {
        const r0 = (here.lambda - s.lambda) / h
        const r1 = (level(index - 1).lambda - s.lambda) / h
        // weight1 · D1 + weight2 · D2; the midpoint solver has the newest difference alone for D1.
        const weight2 = t.alpha * ((decay - span) / span ** 2 + (stochastic ? -0.5 : 0.5))
        combine(difference, 1 / r0, m0, -1 / r0, first)
        addScaled(sample, heun ? (2 * weight2 - r1 * weight1) / (r0 - r1) : weight1, difference)
        if (heun) {
          combine(difference, 1 / r1, m1, -1 / r1, first)
          addScaled(sample, (r0 * weight1 - 2 * weight2) / (r0 - r1), difference)
        }
      }
      if (stochastic) {
        noise.draw(difference)
        addScaled(sample, t.sigma * sqrt(-expm1(-2 * h)), difference)
      }
    },

    addNoise(original, noise, call, out) {
      const { alpha, sigma } = level(begin + call)
      combine(out, alpha, original, sigma, noise)
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
