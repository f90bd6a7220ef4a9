import type { SchedulerConfig } from './config.ts'
import { addScaled, combine, scale } from './linear-combination.ts'
import { ddpmBetas, noiseSchedule } from './noise-schedule.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { interpolateSigmas, sigmaSpacing, sigmaToTimestep, spacedSigmas, trainingSigmas } from './sigmas.ts'
import { thresholding } from './thresholding.ts'
import { leadingTimesteps, linspace, roundHalfEven, trailingTimesteps } from './timesteps.ts'

const { expm1, fround, log, sqrt } = Math

/**
 * Lu et al. 2022, "DPM-Solver++": the multistep solvers of order 1 to 3 for the data prediction, and their stochastic kin
 * (`algorithm_type` `sde-dpmsolver++`), which draw noise in every step (diffusers: DPMSolverMultistepScheduler).
 */
export const dpmSolverMultistep: SchedulerFactory = (config, steps, begin) => {
  const { sigmas, timesteps } = schedule(config, steps)
  const calls = timesteps.length
  const prediction = config.prediction_type ?? 'epsilon'
  const stochastic = config.algorithm_type === 'sde-dpmsolver++'
  const solverOrder = config.solver_order ?? 2
  const heun = config.solver_type === 'heun'
  const lowerOrderFinal = (config.lower_order_final ?? true) && calls < 15
  const firstOrderFinal =
    (config.euler_at_final ?? false) || lowerOrderFinal || (config.final_sigmas_type ?? 'zero') === 'zero'
  const limit = thresholding(config)

  /** alpha, sigma and lambda (half the log signal-to-noise ratio) at a step index. */
  const level = (index: number) => {
    const ratio = sigmas[index] ?? 0
    const alpha = 1 / sqrt(ratio ** 2 + 1)
    return { alpha, sigma: ratio * alpha, lambda: -log(ratio) }
  }
  /** Predicted clean samples, the newest first. */
  let originals: Float32Array[] = []
  let difference = new Float32Array(0)
  let noiseValues = new Float32Array(0)
  const original = (age: number) => originals[age] ?? difference

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
        difference = new Float32Array(sample.length)
        noiseValues = new Float32Array(stochastic ? sample.length : 0)
      }
      const index = begin + call
      const s = level(index)
      const m0 = originals.pop() ?? difference
      originals.unshift(m0)
      switch (prediction) {
        case 'epsilon':
          combine(m0, 1 / s.alpha, sample, -s.sigma / s.alpha, modelOutput)
          break
        case 'v_prediction':
          combine(m0, s.alpha, sample, -s.sigma, modelOutput)
          break
        case 'sample':
          m0.set(modelOutput)
          break
      }
      limit?.(m0)

      let order = Math.min(call + 1, solverOrder)
      if (index === calls - 1 && firstOrderFinal) order = 1
      else if (index === calls - 2 && lowerOrderFinal) order = Math.min(order, 2)

      const t = level(index + 1)
      const h = t.lambda - s.lambda
      // 1 - exp(-h), or for the stochastic solver 1 - exp(-2 h).
      const decay = stochastic ? -expm1(-2 * h) : -expm1(-h)
      const span = stochastic ? 2 * h : h
      scale(sample, (t.sigma / s.sigma) * (stochastic ? Math.exp(-h) : 1), sample)
      addScaled(sample, t.alpha * decay, m0)
      if (order === 2) {
        const h0 = s.lambda - level(index - 1).lambda
        const weight = (heun ? 1 - decay / span : decay / 2) * t.alpha * (h / h0)
        addScaled(sample, weight, m0)
        addScaled(sample, -weight, original(1))
      } else if (order === 3) {
        const h0 = s.lambda - level(index - 1).lambda
        const h1 = level(index - 1).lambda - level(index - 2).lambda
        const r0 = h0 / h
        const r1 = h1 / h
        const weight1 = t.alpha * (1 - decay / span)
        const weight2 = stochastic
          ? t.alpha * ((decay - span) / span ** 2 - 0.5)
          : -t.alpha * ((h - decay) / h ** 2 - 0.5)
        // D1 = d0 + r0 / (r0 + r1) (d0 - d1), D2 = (d0 - d1) / (r0 + r1), with d0 = (m0 - m1) / r0, d1 = (m1 - m2) / r1
        const onD0 = weight1 * (1 + r0 / (r0 + r1)) + weight2 / (r0 + r1)
        const onD1 = -weight1 * (r0 / (r0 + r1)) - weight2 / (r0 + r1)
        combine(difference, 1 / r0, m0, -1 / r0, original(1))
        addScaled(sample, onD0, difference)
        combine(difference, 1 / r1, original(1), -1 / r1, original(2))
        addScaled(sample, onD1, difference)
      }
      if (stochastic) {
        noise.draw(noiseValues)
        addScaled(sample, t.sigma * sqrt(-expm1(-2 * h)), noiseValues)
      }
    },

    addNoise(original, noise, call, out) {
      const { alpha, sigma } = level(begin + call)
      combine(out, alpha, original, sigma, noise)
    },
  }
}

/** Sigmas with the last one, and whole timesteps; noisiest first. */
function schedule(config: SchedulerConfig, steps: number): { sigmas: Float64Array; timesteps: Float64Array } {
  const { alphasCumprod, numTrainTimesteps } = noiseSchedule(config, ddpmBetas, 'nearly')
  const training = trainingSigmas(alphasCumprod)
  const least = training[0] ?? 0
  const most = training[training.length - 1] ?? 0
  const last = (config.final_sigmas_type ?? 'zero') === 'sigma_min' ? least : 0
  const spacing = sigmaSpacing(config)
  if (spacing === 'timesteps') {
    const timesteps = spacedTimesteps(config, alphasCumprod, numTrainTimesteps, steps)
    return { sigmas: Float64Array.from([...interpolateSigmas(timesteps, training), last], fround), timesteps }
  }
  const bounded = spacing !== 'lu'
  const sigmas = spacedSigmas(
    spacing,
    (bounded ? config.sigma_max : undefined) ?? most,
    (bounded ? config.sigma_min : undefined) ?? least,
    steps,
  )
  // Karras' and Lu's timesteps are rounded, but not those of the cosine schedule; the others are cut off.
  const whole =
    (spacing === 'karras' || spacing === 'lu') && config.beta_schedule !== 'squaredcos_cap_v2'
      ? roundHalfEven
      : Math.trunc
  return {
    sigmas: Float64Array.from([...sigmas, last], fround),
    timesteps: sigmas.map((sigma) => whole(sigmaToTimestep(sigma, training))),
  }
}

function spacedTimesteps(
  config: SchedulerConfig,
  alphasCumprod: Float64Array,
  numTrainTimesteps: number,
  steps: number,
): Float64Array {
  // Timesteps whose lambda is below the clip are left out, for the cosine schedule, where it goes to minus infinity.
  const clip = config.lambda_min_clipped ?? -Infinity
  const clipped = alphasCumprod.filter((alpha) => log(alpha / (1 - alpha)) / 2 < clip).length
  const last = numTrainTimesteps - clipped
  switch (config.timestep_spacing ?? 'linspace') {
    case 'linspace':
      return linspace(0, last - 1, steps + 1)
        .map(roundHalfEven)
        .toReversed()
        .subarray(0, -1)
    case 'leading':
      return leadingTimesteps(last, steps + 1, config.steps_offset ?? 0).subarray(0, -1)
    default: // trailing
      return trailingTimesteps(numTrainTimesteps, steps, last)
  }
}
