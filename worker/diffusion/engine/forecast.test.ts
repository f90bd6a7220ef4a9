import { expect, test } from 'vitest'
import { RowForecast } from './forecast.ts'

/** What a UNet of each kind answers where the clean sample is `original`. */
const answers = {
  epsilon: (original: number, sample: number, alpha: number, sigma: number) =>
    (sample - alpha * original) / sigma,
  v_prediction: (original: number, sample: number, alpha: number, sigma: number) =>
    (alpha * sample - original) / sigma,
  sample: (original: number) => original,
}

function place(noiseRatio: number, sample = 0.5) {
  const alpha = 1 / Math.sqrt(noiseRatio ** 2 + 1)
  return { noiseRatio, redrawn: true, sample: Float32Array.of(sample), alpha, sigma: noiseRatio * alpha }
}

test.each(['epsilon', 'v_prediction', 'sample'] as const)(
  '%s: the picture behind the noise goes on, whatever the sample has become',
  (prediction) => {
    const forecast = new RowForecast(prediction, 2, 1)
    const at = (noiseRatio: number, original: number, sample?: number) => {
      const { alpha, sigma, ...where } = place(noiseRatio, sample)
      const first = answers[prediction](original, where.sample[0] ?? 0, alpha, sigma)
      return { where, alpha, sigma, first }
    }
    for (const noiseRatio of [4, 2]) {
      const { where, first } = at(noiseRatio, 3)
      forecast.complete(where, [Float32Array.of(first), Float32Array.of(first)])
    }
    const { where, first } = at(1, 3, -2)
    const completed: (Float32Array | undefined)[] = [undefined, undefined]
    forecast.complete(where, completed)
    expect(completed[1]?.[0]).toBeCloseTo(first, 4)
    expect(completed[0]?.[0]).toBeCloseTo(first, 4)
  },
)

test('a difference between rows keeps its size as noise, and grows in the picture as noise does', () => {
  const forecast = new RowForecast('epsilon', 2, 1)
  for (const noiseRatio of [4, 2]) {
    forecast.complete(place(noiseRatio), [Float32Array.of(0.1), Float32Array.of(0.4)])
  }
  const completed = [undefined, Float32Array.of(0.7)]
  forecast.complete(place(1), completed)
  expect(completed[0]?.[0]).toBeCloseTo(0.4, 5)
})

test('a second answer at one place takes the first one’s', () => {
  const forecast = new RowForecast('sample', 1, 0)
  for (const [noiseRatio, original] of [
    [4, 0],
    [2, 1],
    [2, 2],
  ] as const)
    forecast.complete(place(noiseRatio), [Float32Array.of(original)])
  const completed = [undefined]
  forecast.complete(place(2), completed)
  expect(completed).toEqual([Float32Array.of(2)])
})

test('after it has forgotten, nothing of what was is in what comes', () => {
  const forecast = new RowForecast('sample', 1, 0)
  forecast.complete(place(4), [Float32Array.of(100)])
  forecast.forget()
  forecast.complete(place(2), [Float32Array.of(1)])
  const completed = [undefined]
  forecast.complete(place(1), completed)
  expect(completed).toEqual([Float32Array.of(1)])
})
