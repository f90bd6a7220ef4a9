import { describe, expect, test } from 'vitest'
import { RowForecast, surprise } from './forecast.ts'

/** What a UNet of each kind answers where the clean sample is `original`. */
const answers = {
  epsilon: (original: number, sample: number, alpha: number, sigma: number) =>
    (sample - alpha * original) / sigma,
  v_prediction: (original: number, sample: number, alpha: number, sigma: number) =>
    (alpha * sample - original) / sigma,
  sample: (original: number) => original,
}

/** Of one latent pixel; the first part's row is the last. */
function forecaster(prediction: keyof typeof answers, rows: number) {
  return new RowForecast({ prediction, rows, first: rows - 1, height: 1, width: 1, noisy: true })
}

/** Where a sample of this picture and this noise stands; `first`: what the UNet answers that knows both. */
function place(noiseRatio: number, original = 1, noise = 0.5, prediction: keyof typeof answers = 'sample') {
  const alpha = 1 / Math.sqrt(noiseRatio ** 2 + 1)
  const sigma = noiseRatio * alpha
  const sample = alpha * original + sigma * noise
  return {
    where: { noiseRatio, redrawn: true, sample: Float32Array.of(sample) },
    first: answers[prediction](original, sample, alpha, sigma),
  }
}

describe.each(['epsilon', 'v_prediction', 'sample'] as const)('%s', (prediction) => {
  /** The forecast of both rows' answers at a noise ratio of 1, behind two runs that saw a picture of 3. */
  function forecastBehindTwo({ where }: ReturnType<typeof place>) {
    const forecast = forecaster(prediction, 2)
    for (const noiseRatio of [4, 2]) {
      const run = place(noiseRatio, 3, 0.5, prediction)
      forecast.complete(run.where, [Float32Array.of(run.first), Float32Array.of(run.first)])
    }
    const completed: (Float32Array | undefined)[] = [undefined, undefined]
    forecast.complete(where, completed)
    return completed.map((answer) => answer?.[0])
  }

  test('the picture behind the noise goes on', () => {
    const there = place(1, 3, 0.5, prediction)
    for (const answer of forecastBehindTwo(there)) expect(answer).toBeCloseTo(there.first, 4)
  })

  test('noise that was drawn meanwhile is taken for the picture in part', () => {
    const there = place(1, 3, -1, prediction)
    const taken = 3 + surprise.gain * (-1 - 0.5)
    const alpha = Math.SQRT1_2
    const expected = answers[prediction](taken, there.where.sample[0] ?? 0, alpha, alpha)
    for (const answer of forecastBehindTwo(there)) expect(answer).toBeCloseTo(expected, 4)
  })
})

test('a difference between rows keeps its size as noise, and grows in the picture as noise does', () => {
  const forecast = forecaster('epsilon', 2)
  for (const noiseRatio of [4, 2])
    forecast.complete(place(noiseRatio).where, [Float32Array.of(0.1), Float32Array.of(0.4)])
  const completed = [undefined, Float32Array.of(0.7)]
  forecast.complete(place(1).where, completed)
  expect(completed[0]?.[0]).toBeCloseTo(0.4, 5)
})

test('a second answer at one place takes the first one’s', () => {
  const forecast = forecaster('sample', 1)
  for (const [noiseRatio, original] of [
    [4, 0],
    [2, 1],
    [2, 2],
  ] as const)
    forecast.complete(place(noiseRatio, original).where, [Float32Array.of(original)])
  const completed: (Float32Array | undefined)[] = [undefined]
  forecast.complete(place(2, 2).where, completed)
  expect(completed[0]?.[0]).toBeCloseTo(2, 5)
})

test('after it has forgotten, nothing of what was is in what comes', () => {
  const forecast = forecaster('sample', 1)
  forecast.complete(place(4, 100).where, [Float32Array.of(100)])
  forecast.forget()
  forecast.complete(place(2).where, [Float32Array.of(1)])
  const completed: (Float32Array | undefined)[] = [undefined]
  forecast.complete(place(1).where, completed)
  expect(completed[0]?.[0]).toBeCloseTo(1, 5)
})
