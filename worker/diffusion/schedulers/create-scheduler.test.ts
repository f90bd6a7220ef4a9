import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { PaintError } from '#diffusion/errors.ts'
import { torchNoise } from '#diffusion/noise/torch.ts'
import { parseSchedulerConfig, schedulerConfigSchema } from '#diffusion/schedule/config.ts'
import { createScheduler } from './create-scheduler.ts'
import type { Prediction } from '#diffusion/arithmetic/original-sample.ts'
import type { Scheduler } from './scheduler.ts'
import { schedulerNames, type SchedulerSlug } from './slugs.ts'

const slugs = z.enum(Object.keys(schedulerNames))
const caseSchema = z.object({
  slug: slugs.transform((slug) => slug as SchedulerSlug), // the enum's values are the slugs
  config: z.string(),
  steps: z.number(),
  strength: z.number().optional(),
  timesteps: z.array(z.number()),
  sample: z.array(z.number()),
  noised: z.array(z.number()).optional(),
})
const { seed, configs, cases } = z
  .object({
    seed: z.number(),
    configs: z.record(z.string(), schedulerConfigSchema),
    cases: z.array(caseSchema),
  })
  .parse(JSON.parse(await readFile('test/fixtures/schedulers/schedulers.json', 'utf8')))

const size = 16

/** The made-up UNet of make.py. Like the real one it answers in the same array every time. */
function fakeModel(prediction: Prediction) {
  const share = { epsilon: 0.8, v_prediction: 0.3, sample: 0.4 }[prediction]
  const answer = new Float32Array(size)
  return (sample: Float32Array, t: number) => {
    answer.set(sample.map((x, place) => share * Math.tanh(x) + 0.25 * Math.cos(place * 0.9 + t * 0.004)))
    return answer
  }
}

/** As make.py runs a case: the sample after the last step, and the image noised for the second call. */
function run(scheduler: Scheduler, prediction: Prediction, fromImage: boolean) {
  const model = fakeModel(prediction)
  const source = torchNoise(seed)
  const draw = () => {
    const values = new Float32Array(size)
    source.draw(values)
    return values
  }
  let sample = draw()
  const noised = new Float32Array(size)
  if (fromImage) {
    const [image, noise] = [sample, draw()]
    sample = new Float32Array(size)
    scheduler.addNoise(image, noise, 0, sample)
    scheduler.addNoise(image, noise, 1, noised)
  } else {
    sample = sample.map((x) => x * scheduler.initNoiseSigma)
  }
  const input = new Float32Array(size)
  for (const [call, t] of scheduler.timesteps.entries()) {
    scheduler.scaleModelInput(sample, call, input)
    scheduler.step(model(input, t), call, sample, source)
  }
  return { sample, noised }
}

/** Largest difference, relative to the standard deviation of what was expected. */
function difference(actual: ArrayLike<number>, expected: number[]): number {
  const mean = expected.reduce((sum, x) => sum + x, 0) / expected.length
  const deviation = Math.sqrt(expected.reduce((sum, x) => sum + (x - mean) ** 2, 0) / expected.length)
  return Math.max(...expected.map((x, i) => Math.abs(x - (actual[i] ?? Number.NaN)))) / deviation
}

function configOf(name: string) {
  const config = configs[name]
  if (!config) throw new Error(`no config ${name} in the fixtures`)
  return config
}

test('every scheduler has cases', () => {
  expect(new Set(cases.map(({ slug }) => slug))).toEqual(new Set(Object.keys(schedulerNames)))
})

describe.each(Object.keys(schedulerNames))('%s goes where diffusers goes', (slug) => {
  const own = cases.filter((each) => each.slug === slug)
  test.each(own)('$config, $steps steps, strength $strength', (expected) => {
    const config = configOf(expected.config)
    const begin = expected.strength === undefined ? undefined : { strength: expected.strength }
    const scheduler = createScheduler(expected.slug, config, expected.steps, begin)
    expect(scheduler.timesteps).toHaveLength(expected.timesteps.length)
    const distances = expected.timesteps.map((t, call) =>
      Math.abs(t - (scheduler.timesteps[call] ?? Infinity)),
    )
    expect(Math.max(...distances)).toBeLessThan(0.02)

    const { sample } = run(scheduler, config.prediction_type ?? 'epsilon', begin !== undefined)
    // Samples begin at the size of the first sigma, and float32 keeps seven digits of that.
    const rounding = 1e-8 * scheduler.initNoiseSigma
    expect(difference(sample, expected.sample)).toBeLessThan(2e-4 + rounding)
  })

  const noisedCases = own.flatMap(({ noised, ...each }) => (noised ? [{ ...each, noised }] : []))
  test.each(noisedCases)(
    'an image is noised for the second call: $config, $steps steps, $strength',
    (each) => {
      const { config, steps, strength = 1 } = each
      const { noised } = run(
        createScheduler(each.slug, configOf(config), steps, { strength }),
        'epsilon',
        true,
      )
      expect(difference(noised, each.noised)).toBeLessThan(1e-5)
    },
  )
})

describe('what cannot be run is refused in one sentence', () => {
  const sd15 = configOf('sd15')
  test.each<[string, string, () => Scheduler]>([
    ['no steps', '1 step', () => createScheduler('euler', sd15, 0)],
    ['more steps than timesteps', 'at most 1000', () => createScheduler('euler', sd15, 1001)],
    [
      'a strength that leaves no step',
      'higher strength',
      () => createScheduler('ddim', sd15, 4, { strength: 0.2 }),
    ],
    [
      'a strength that leaves no step of an inpainting',
      'higher strength',
      () => createScheduler('pndm', sd15, 7, { strength: 0.1, mask: {} }),
    ],
    [
      'a strength that leaves not even a call',
      'higher strength',
      () => createScheduler('pndm', sd15, 1, { strength: 0 }),
    ],
    ['more steps than lcm has', 'at most 50', () => createScheduler('lcm', sd15, 51)],
    ['more steps than tcd has', 'at most 50', () => createScheduler('tcd', sd15, 51)],
    ['steps past the last timestep', 'too many', () => createScheduler('ddim', sd15, 1000)],
    [
      'too few steps for Runge-Kutta',
      'at least 4',
      () => createScheduler('pndm', configOf('runge_kutta'), 3),
    ],
    ['a prediction pndm lacks', 'use ddim', () => createScheduler('pndm', configOf('sample'), 4)],
    ['a prediction euler_a lacks', 'use euler', () => createScheduler('euler_a', configOf('sample'), 4)],
    ['a prediction kdpm2 lacks', 'use euler', () => createScheduler('kdpm2', configOf('sample'), 4)],
    ['a prediction kdpm2_a lacks', 'use euler', () => createScheduler('kdpm2_a', configOf('sample'), 4)],
  ])('%s', (_, sentence, make) => {
    expect(make).toThrow(PaintError)
    expect(make).toThrow(sentence)
  })
})

test('two equal first timesteps, at which diffusers stumbles, are no harm', () => {
  const scheduler = createScheduler('dpmpp_2m_karras', configOf('cosine'), 6)
  expect(scheduler.timesteps[0]).toBe(scheduler.timesteps[1])
  expect(run(scheduler, 'epsilon', false).sample.every(Number.isFinite)).toBe(true)
})

describe('scheduler_config.json', () => {
  test("is read with Python's infinity in it", () => {
    const config = parseSchedulerConfig(
      '{"lambda_min_clipped": -Infinity, "_class_name": "X", "trained_betas": null}',
    )
    expect(config.lambda_min_clipped).toBe(-Infinity)
    expect(config.trained_betas).toBeUndefined()
  })

  test.each([
    ['{', 'not JSON'],
    ['[]', 'not supported'],
    ['{"prediction_type": "flow_prediction"}', 'prediction_type'],
    ['{"use_flow_sigmas": true}', 'use_flow_sigmas'],
  ])('%s is refused', (text, sentence) => {
    expect(() => parseSchedulerConfig(text)).toThrow(PaintError)
    expect(() => parseSchedulerConfig(text)).toThrow(sentence)
  })
})
