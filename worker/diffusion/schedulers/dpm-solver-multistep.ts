import { combine, type Term } from '#diffusion/arithmetic/linear-combination.ts'
import { ddpmBetas, noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'
import { predictOriginal } from '#diffusion/arithmetic/original-sample.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { levelOf, solverSchedule } from '#diffusion/schedule/solver-schedule.ts'
import { thresholding } from '#diffusion/arithmetic/thresholding.ts'
import { roundHalfEven } from '#diffusion/schedule/timesteps.ts'

const { exp, expm1, sqrt } = Math

/**
 * Lu et al. 2022, "DPM-Solver++": the multistep solvers of order 1 to 3 for the data prediction, and their stochastic kin
 * (`algorithm_type` `sde-dpmsolver++`), which draw noise in every step (diffusers: DPMSolverMultistepScheduler).
 */
export const dpmSolverMultistep: SchedulerFactory = (config, steps, begin) => {
  const { sigmas, timesteps, trainingLeast } = solverSchedule(
    config,
    noiseSchedule(config, ddpmBetas, 'nearly'),
    steps,
    config.beta_schedule === 'squaredcos_cap_v2' ? Math.trunc : roundHalfEven,
  )
  const endsAtZero = (config.final_sigmas_type ?? 'zero') === 'zero'
  const calls = timesteps.length
  const prediction = config.prediction_type ?? 'epsilon'
  const stochastic = config.algorithm_type === 'sde-dpmsolver++'
  const solverOrder = config.solver_order ?? 2
  const heun = config.solver_type === 'heun'
  const fewSteps = (config.lower_order_final ?? true) && calls < 15
  const firstOrderFinal = (config.euler_at_final ?? false) || fewSteps || endsAtZero
  const limit = thresholding(config)
  const level = (index: number) => levelOf(sigmas[index] ?? (endsAtZero ? 0 : trainingLeast))
  /** Predicted clean samples, the newest first. */
  let originals: Float32Array[] = []
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
        noiseValues = new Float32Array(stochastic ? sample.length : 0)
      }
      const index = begin + call
      const s = level(index)
      const t = level(index + 1)
      const newest = originals.pop() ?? noiseValues
      originals.unshift(newest)
      predictOriginal(prediction, modelOutput, sample, s.alpha, s.sigma, newest)
      limit?.(newest)
      const [m0 = newest, m1 = newest, m2 = newest] = originals

      let order = Math.min(call + 1, solverOrder)
      if (index === calls - 1 && firstOrderFinal) order = 1
      else if (index === calls - 2 && fewSteps) order = Math.min(order, 2)

      const h = t.lambda - s.lambda
      /** The solvers are one for h, the stochastic ones for 2 h. */
      const span = stochastic ? 2 * h : h
      const decay = -expm1(-span)
      const onSample = (t.sigma / s.sigma) * (stochastic ? exp(-h) : 1)
      const onNewest = t.alpha * decay
      const r0 = (s.lambda - level(index - 1).lambda) / h
      const noiseTerms: Term[] = []
      if (stochastic) {
        noise.draw(noiseValues)
        noiseTerms.push([t.sigma * sqrt(-expm1(-2 * h)), noiseValues])
      }
      if (order === 1) {
        combine(sample, [onSample, sample], [onNewest, m0], ...noiseTerms)
      } else if (order === 2) {
        // With D1 = (m0 - m1) / r0 as one term more.
        const onD1 = (t.alpha * (heun ? 1 - decay / span : decay / 2)) / r0
        combine(sample, [onSample, sample], [onNewest + onD1, m0], [-onD1, m1], ...noiseTerms)
      } else {
        const r1 = (level(index - 1).lambda - level(index - 2).lambda) / h
        const weight1 = t.alpha * (1 - decay / span)
        const weight2 = t.alpha * ((decay - span) / span ** 2 + (stochastic ? -0.5 : 0.5))
        // weight1 · D1 + weight2 · D2, where D1 = d0 + r0 · D2, D2 = (d0 - d1) / (r0 + r1), d0 = (m0 - m1) / r0 and
        // d1 = (m1 - m2) / r1.
        const onD2 = (r0 * weight1 + weight2) / (r0 + r1)
        const onD0 = (weight1 + onD2) / r0
        const onD1 = -onD2 / r1
        combine(
          sample,
          [onSample, sample],
          [onNewest + onD0, m0],
          [onD1 - onD0, m1],
          [-onD1, m2],
          ...noiseTerms,
        )
      }
    },

    addNoise(original, noise, call, out) {
      const { alpha, sigma } = level(begin + call)
      combine(out, [alpha, original], [sigma, noise])
    },
  }
}
