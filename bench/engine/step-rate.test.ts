import { expect, test } from 'vitest'
import { stepRate } from './step-rate.ts'

const every = (ms: number, steps: number, from = 1000) =>
  Array.from({ length: steps }, (_, i) => from + (i + 1) * ms)

test('of steps that come one by one it is their own rate', () => {
  expect(stepRate(every(100, 20), 5000)).toBeCloseTo(10)
})

test('requests that share runs count together', () => {
  const times = every(100, 20).flatMap((time) => [time, time + 0.1, time + 0.2, time + 0.3])
  expect(stepRate(times, 5000)).toBeCloseTo(40, 0)
})

test('steps that were held up and are heard of at once are no faster', () => {
  const times = every(100, 20)
  const heldUpTo = (time: number, until: number) => (time < until ? until : time)
  expect(
    stepRate(
      times.map((time) => heldUpTo(time, 2000)),
      5000,
    ),
  ).toBeCloseTo(10)
  const lateOnes = times.map((time) => (time > 1500 ? Math.max(time, 3000) : time))
  expect(stepRate(lateOnes, 5000)).toBeCloseTo(10)
})

test('where all are heard of at once it is the rate of the whole', () => {
  const burst = Array.from({ length: 20 }, (_, i) => 3000 + i * 0.01)
  expect(stepRate(burst, 4000)).toBeCloseTo(5)
  expect(stepRate([3000], 500)).toBeCloseTo(2)
})
