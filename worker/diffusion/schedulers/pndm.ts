import { PaintError } from '#diffusion/errors.ts'
import { combine } from '#diffusion/arithmetic/linear-combination.ts'
import { ddpmBetas, noiseSchedule, ratioOf } from '#diffusion/schedule/noise-schedule.ts'
import type { SchedulerFactory } from './scheduler.ts'
import { wholeTimesteps } from '#diffusion/schedule/timestep-spacing.ts'

/**
 * Liu et al. 2022, "Pseudo Numerical Methods for Diffusion Models on Manifolds" (diffusers: PNDMScheduler): a linear multistep
 * method of fourth order. It starts with the second timestep run twice (`skip_prk_steps`, as Stable Diffusion has
 * it), so there is one call more than steps, or with three Runge–Kutta steps of four calls each.
 */
export const pndm: SchedulerFactory = (config, steps, begin) => {
  const { alphasCumprod, numTrainTimesteps } = noiseSchedule(config, ddpmBetas)
  const prediction = config.prediction_type ?? 'epsilon'
  if (prediction === 'sample') {
    throw new PaintError(
      'bad_request',
      'PNDM does not take this model (it predicts the sample itself): use ddim.',
    )
  }
  const stride = Math.floor(numTrainTimesteps / steps)
  const rising = wholeTimesteps(config, numTrainTimesteps, steps).toReversed()
  const skipRungeKutta = config.skip_prk_steps ?? false
  if (!skipRungeKutta && steps < 4) {
    throw new PaintError(
      'bad_request',
      'PNDM needs at least 4 steps with this model: use more, or another scheduler.',
    )
  }
  const { prk, plms } = skipRungeKutta
    ? { prk: [], plms: repeatSecond(rising) }
    : rungeKuttaStart(rising, stride)
  const timesteps = Float64Array.from([...prk, ...plms]).subarray(begin)
  const finalAlpha = (config.set_alpha_to_one ?? false) ? 1 : (alphasCumprod[0] ?? 1)
  const alphaAt = (t: number) => alphasCumprod[t] ?? finalAlpha

  /** The last four model outputs, the newest first; `kept` of them are filled. */
  let outputs: Float32Array[] = []
  let kept = 0
  let saved = new Float32Array(0)
  let mean = new Float32Array(0)
  let accumulated = new Float32Array(0)

  const remember = (modelOutput: Float32Array) => {
    const oldest = outputs.pop() ?? new Float32Array(modelOutput.length)
    oldest.set(modelOutput)
    outputs.unshift(oldest)
    kept = Math.min(kept + 1, 4)
  }
  const output = (age: number) => outputs[age] ?? mean

  /** Equation 9 of the paper: from `from` at timestep `t` to `previous` along `mean`; writes `sample`. */
  const transfer = (sample: Float32Array, from: Float32Array, t: number, previous: number) => {
    const alpha = alphaAt(t)
    const alphaPrevious = alphaAt(previous)
    if (prediction === 'v_prediction') combine(mean, [Math.sqrt(alpha), mean], [Math.sqrt(1 - alpha), from])
    const denominator = alpha * Math.sqrt(1 - alphaPrevious) + Math.sqrt(alpha * (1 - alpha) * alphaPrevious)
    combine(sample, [Math.sqrt(alphaPrevious / alpha), from], [-(alphaPrevious - alpha) / denominator, mean])
  }

  /** One of the four calls of a Runge–Kutta step. */
  const stepPrk = (modelOutput: Float32Array, call: number, sample: Float32Array) => {
    const stage = call % 4
    const t = timesteps[call] ?? 0
    const previous = t - (call % 2 === 1 ? 0 : Math.floor(stride / 2))
    if (stage === 0) {
      accumulated.fill(0)
      remember(modelOutput)
      saved.set(sample)
    }
    combine(accumulated, [1, accumulated], [stage === 0 || stage === 3 ? 1 / 6 : 1 / 3, modelOutput])
    mean.set(stage === 3 ? accumulated : modelOutput)
    transfer(sample, saved, prk[call - stage] ?? 0, previous)
  }

  /** Linear multistep (Adams–Bashforth) of as high an order as there are outputs. */
  const stepPlms = (modelOutput: Float32Array, call: number, sample: Float32Array) => {
    const t = timesteps[call] ?? 0
    if (call === 1 && prk.length === 0) {
      // The second call repeats the second timestep to correct the first step.
      combine(mean, [1 / 2, modelOutput], [1 / 2, output(0)])
      transfer(sample, saved, t + stride, t)
      return
    }
    remember(modelOutput)
    if (kept === 1) {
      saved.set(sample)
      mean.set(modelOutput)
    } else if (kept === 2) {
      combine(mean, [3 / 2, output(0)], [-1 / 2, output(1)])
    } else if (kept === 3) {
      combine(mean, [23 / 12, output(0)], [-16 / 12, output(1)], [5 / 12, output(2)])
    } else {
      combine(mean, [55 / 24, output(0)], [-59 / 24, output(1)], [37 / 24, output(2)], [-9 / 24, output(3)])
    }
    transfer(sample, sample, t, t - stride)
  }

  return {
    timesteps,
    order: 1,
    initNoiseSigma: 1,

    noiseRatio(call) {
      return ratioOf(alphaAt(timesteps[call] ?? 0))
    },

    scaleModelInput(sample, _call, out) {
      out.set(sample)
    },

    step(modelOutput, call, sample) {
      if (outputs.length === 0) {
        outputs = Array.from({ length: 4 }, () => new Float32Array(sample.length))
        saved = new Float32Array(sample.length)
        mean = new Float32Array(sample.length)
        accumulated = new Float32Array(sample.length)
      }
      if (call < prk.length) stepPrk(modelOutput, call, sample)
      else stepPlms(modelOutput, call, sample)
    },

    addNoise(original, noise, call, out) {
      const alpha = alphaAt(timesteps[call] ?? 0)
      combine(out, [Math.sqrt(alpha), original], [Math.sqrt(1 - alpha), noise])
    },
  }
}

/** Noisiest first, the second one twice. */
function repeatSecond(rising: Float64Array): number[] {
  return [...rising.subarray(0, -1), ...rising.subarray(-2, -1), ...rising.subarray(-1)].toReversed()
}

/** The noisiest three steps as Runge–Kutta steps with their midpoints, the rest as multistep. */
function rungeKuttaStart(rising: Float64Array, stride: number): { prk: number[]; plms: number[] } {
  const half = Math.floor(stride / 2)
  const points = [...rising.subarray(-4)].flatMap((t) => [t, t + half])
  const prk = points
    .slice(0, -1)
    .flatMap((t) => [t, t])
    .slice(1, -1)
    .toReversed()
  return { prk, plms: [...rising.subarray(0, -3)].toReversed() }
}
