import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { PaintError } from '#diffusion/errors.ts'
import { torchNoise } from '#diffusion/noise/torch.ts'
import { parseSchedulerConfig, schedulerConfigSchema } from './config.ts'
import { createScheduler } from './create-scheduler.ts'
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

/** The made-up UNet of make.py. */
function model(sample: Float32Array, t: number, prediction: 'epsilon' | 'v_prediction' | 'sample') {
  const share = { epsilon: 0.8, v_prediction: 0.3, sample: 0.4 }[prediction]
  return sample.map((x, place) => share * Math.tanh(x) + 0.25 * Math.cos(place * 0.9 + t * 0.004))
}

/** As make.py runs a case: the sample after the last step, and the image noised for the second call. */
function run(scheduler: Scheduler, prediction: 'epsilon' | 'v_prediction' | 'sample', fromImage: boolean) {
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
    scheduler.step(model(input, t, prediction), call, sample, source)
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

describe.each(Object.keys(schedulerNames))('%s goes where diffusers goes', (slug) => {
  const own = cases.filter((each) => each.slug === slug)
  test.each(own)('$config, $steps steps, strength $strength', (expected) => {
    const config = configOf(expected.config)
    const begin = expected.strength === undefined ? undefined : { strength: expected.strength }
    const scheduler = createScheduler(expected.slug, config, expected.steps, begin)
    expect(scheduler.timesteps).toHaveLength(expected.timesteps.length)
    for (const [call, t] of expected.timesteps.entries()) expect(scheduler.timesteps[call]).toBeCloseTo(t, 2)

    const { sample, noised } = run(scheduler, config.prediction_type ?? 'epsilon', begin !== undefined)
    expect(difference(sample, expected.sample)).toBeLessThan(1e-4)
    if (expected.noised) expect(difference(noised, expected.noised)).toBeLessThan(1e-5)
  })
})
