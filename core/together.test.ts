import { expect, test } from 'vitest'
import { together } from './together.ts'

test('who asks alone is answered alone; what arrives meanwhile is answered in one go, and by its own answer', async () => {
  const rounds: number[][] = []
  const double = together(
    async (asked: readonly number[]) => {
      rounds.push([...asked])
      return Promise.resolve(asked.map((one) => one * 2))
    },
    { most: 3, boundMs: 60_000 },
  )
  expect(await Promise.all([1, 2, 3, 4, 5].map((one) => double(one)))).toEqual([2, 4, 6, 8, 10])
  expect(rounds).toEqual([[1], [2, 3, 4], [5]])
  expect(await double(6)).toBe(12)
})

test('one that cannot be answered takes no other with it', async () => {
  const invert = together(
    async (asked: readonly number[]) => {
      if (asked.includes(0)) throw new Error('nought')
      return Promise.resolve(asked.map((one) => 1 / one))
    },
    { most: 10, boundMs: 60_000 },
  )
  const answers = await Promise.allSettled([1, 2, 0, 4].map((one) => invert(one)))
  expect(answers.map((it) => (it.status === 'fulfilled' ? it.value : String(it.reason)))).toEqual([
    1,
    0.5,
    'Error: nought',
    0.25,
  ])
})

test('an answer that never comes holds nobody up who asks later', async () => {
  const answer = together(
    (asked: readonly string[]) =>
      asked.includes('lost') ? new Promise<string[]>(() => {}) : Promise.resolve([...asked]),
    { most: 10, boundMs: 50 },
  )
  const lost = answer('lost')
  const later = answer('later')
  await expect(lost).rejects.toThrow('no answer within 0.05 s')
  expect(await later).toBe('later')
})

test('the first question is asked in the very moment, not in a later turn of the event loop', async () => {
  let asked = 0
  const answer = together(
    async (some: readonly number[]) => {
      asked += some.length
      return some
    },
    { most: 10, boundMs: 60_000 },
  )
  const answered = answer(1)
  expect(asked).toBe(1)
  expect(await answered).toBe(1)
})
