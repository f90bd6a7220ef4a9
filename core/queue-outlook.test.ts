import { expect, test } from 'vitest'
import { type QueuedRequest, queueOutlook } from './queue-outlook.ts'

const now = new Date('2026-11-23T12:00:00Z')
const request = (change: Partial<QueuedRequest>): QueuedRequest => ({
  id: 'x',
  model: 'tiny',
  state: 'queued',
  userId: '1',
  startTag: 0,
  cost: 10,
  startedAt: null,
  ...change,
})
const painter = (speed: number | null, model = 'tiny') => ({ models: [{ name: model }], speed })

test('places follow the fair order, waits the measured speed', () => {
  const outlook = queueOutlook(
    [
      request({ id: 'third', startTag: 30 }),
      request({ id: 'theirs', userId: '2', startTag: 20 }),
      request({ id: 'first', startTag: 10 }),
      // Half of its 10 s are over.
      request({
        id: 'running',
        userId: '2',
        state: 'painting',
        startedAt: new Date(now.getTime() - 5000),
      }),
    ],
    [painter(1)],
    '1',
    now,
  )
  expect(outlook.models).toEqual([{ model: 'tiny', waiting: 3, painting: 1 }])
  expect(outlook.own).toMatchObject([
    { id: 'first', model: 'tiny', position: 1, secondsLeft: 15 },
    { id: 'third', model: 'tiny', position: 3, secondsLeft: 35 },
  ])
})

test('two painters halve the wait, one of another model does not', () => {
  const waiting = [request({ id: 'mine' })]
  const left = (...painters: ReturnType<typeof painter>[]) =>
    queueOutlook(waiting, painters, '1', now).own[0]?.secondsLeft
  expect(left(painter(1), painter(1))).toBe(5)
  // One that was not measured yet counts as an average one.
  expect(left(painter(1), painter(null))).toBe(5)
  expect(left(painter(1), painter(1, 'other'))).toBe(10)
  expect(left(painter(null))).toBeNull()
  expect(left()).toBeNull()
})

test('what is being painted is the person’s place 0', () => {
  const running = request({ state: 'painting', startedAt: new Date(now.getTime() - 60_000) })
  expect(queueOutlook([running], [painter(1)], '1', now).own).toMatchObject([
    { id: 'x', model: 'tiny', position: 0, secondsLeft: 0 },
  ])
})
