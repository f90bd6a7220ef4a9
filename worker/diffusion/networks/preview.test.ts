import { expect, test } from 'vitest'
import { createCleanShare } from './clean-share.ts'
import { createPreviews, type LatentColours } from './preview.ts'
import { parseSchedulerConfig } from '#diffusion/schedule/config.ts'
import { ddpmBetas, noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'

const text = '{"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}'
const config = parseSchedulerConfig(text)
const { alphasCumprod } = noiseSchedule(config, ddpmBetas)
const size = { height: 2, width: 2 }

/** A picture in latent space, and noise. */
const clean = Float32Array.from({ length: 16 }, (_, i) => Math.sin(i))
const noise = Float32Array.from({ length: 16 }, (_, i) => Math.cos(3 * i))

test.each([
  ['epsilon', (_signal: number, _amount: number, i: number) => noise[i] ?? 0],
  [
    'v_prediction',
    (signal: number, amount: number, i: number) => signal * (noise[i] ?? 0) - amount * (clean[i] ?? 0),
  ],
  ['sample', (_signal: number, _amount: number, i: number) => clean[i] ?? 0],
] as const)(
  '%s: the picture behind the noise is shown, however much of it there is',
  async (prediction, answer) => {
    const preview = createPreviews(createCleanShare({ ...config, prediction_type: prediction }))
    const made = [1, 250, 600].map((timestep) => {
      const signal = Math.sqrt(alphasCumprod[timestep] ?? 0)
      const amount = Math.sqrt(1 - (alphasCumprod[timestep] ?? 0))
      const sample = clean.map((value, i) => signal * value + amount * (noise[i] ?? 0))
      const output = clean.map((_, i) => answer(signal, amount, i))
      return preview({ sample, output, timestep, ...size })()
    })
    const shown = await Promise.all(made)
    const [first] = shown
    expect(first).toMatchObject(size)
    for (const each of shown) {
      const worst = each.data.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - (first?.data[i] ?? NaN))),
        0,
      )
      expect(worst).toBeLessThanOrEqual(1)
    }
  },
)

test('latents become colours by the factors: 1 in the first channel, nothing elsewhere', async () => {
  const output = Float32Array.from({ length: 16 }, (_, i) => (i < 4 ? 1 : 0))
  const preview = createPreviews(createCleanShare({ ...config, prediction_type: 'sample' }))
  const { data } = await preview({ sample: output, output, timestep: 1, ...size })()
  expect([...data.subarray(0, 3)]).toEqual(
    [0.3512, 0.2297, 0.3227].map((factor) => Math.round((factor + 1) * 127.5)),
  )
})

test('a model that names the colours of its own latents is shown in them', async () => {
  const black = new Float32Array(16)
  const nothing: [number, number, number] = [0, 0, 0]
  const colours: LatentColours = [nothing, nothing, nothing, nothing, [1, 0, -1]]
  const preview = createPreviews(createCleanShare({ ...config, prediction_type: 'sample' }), colours)
  const { data } = await preview({ sample: black, output: black, timestep: 1, ...size })()
  expect([...data.subarray(0, 3)]).toEqual([255, 128, 0])
})
