import { expect, test } from 'vitest'
import {
  costThatRan,
  fairTags,
  finishAfterCancel,
  maxPriority,
  needsRebase,
  paintCost,
  priorityOf,
  virtualTimeAfter,
} from './fair-order.ts'

interface Waiting {
  person: string
  start: number
  cost: number
  weight: number
}

/** A queue with one server, driven by the pure functions alone. */
function simulation() {
  let virtualTime = 0
  const finish = new Map<string, number>()
  const waiting: Waiting[] = []
  return {
    waiting,
    ask(person: string, cost = 1, weight = 1) {
      const tags = fairTags(virtualTime, finish.get(person) ?? 0, cost, weight)
      finish.set(person, tags.finish)
      waiting.push({ person, start: tags.start, cost, weight })
    },
    serve(): string | undefined {
      const next = waiting.toSorted((a, b) => a.start - b.start)[0]
      if (next === undefined) return undefined
      waiting.splice(waiting.indexOf(next), 1)
      const weights = new Map([...waiting, next].map(({ person, weight }) => [person, weight]))
      const activeWeight = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
      virtualTime = virtualTimeAfter(Math.max(virtualTime, next.start), next.cost, activeWeight)
      return next.person
    },
  }
}

test('one person queues eight, another one a moment later: the second is served second', () => {
  const queue = simulation()
  for (let i = 0; i < 8; i++) queue.ask('anna')
  queue.ask('ben')
  expect([queue.serve(), queue.serve(), queue.serve()]).toEqual(['anna', 'ben', 'anna'])
})

test('a weight of three is served three times as often', () => {
  const queue = simulation()
  for (let i = 0; i < 40; i++) {
    queue.ask('free', 1, 1)
    queue.ask('pro', 1, 3)
  }
  const served = Array.from({ length: 40 }, () => queue.serve())
  const pro = served.filter((person) => person === 'pro').length
  expect(pro).toBeGreaterThanOrEqual(29)
  expect(pro).toBeLessThanOrEqual(31)
})

test('constant newcomers cannot starve anybody: the wait is bounded by one request a person', () => {
  const queue = simulation()
  for (let i = 0; i < 5; i++) queue.ask('anna')
  let servedAnna = 0
  for (let round = 0; round < 50 && servedAnna < 5; round++) {
    queue.ask(`newcomer ${round}`)
    if (queue.serve() === 'anna') servedAnna++
  }
  expect(servedAnna).toBe(5)
})

test('who asks for dear pictures gets as much work done as who asks for cheap ones, not as many pictures', () => {
  const queue = simulation()
  for (let i = 0; i < 60; i++) queue.ask('small', 1)
  for (let i = 0; i < 60; i++) queue.ask('large', 4)
  const served = Array.from({ length: 50 }, () => queue.serve())
  const large = served.filter((person) => person === 'large').length
  expect(large).toBeGreaterThanOrEqual(9)
  expect(large).toBeLessThanOrEqual(11)
})

test('idleness saves nothing up: who was away starts at the present', () => {
  const queue = simulation()
  for (let i = 0; i < 20; i++) queue.ask('busy')
  for (let i = 0; i < 10; i++) queue.serve()
  queue.ask('away')
  queue.ask('away')
  expect([queue.serve(), queue.serve(), queue.serve(), queue.serve()]).toEqual([
    'busy',
    'away',
    'busy',
    'away',
  ])
})

test('a cancel gives the share back, but never more than the present', () => {
  expect(finishAfterCancel(5, 2, 1, 0)).toBe(3)
  expect(finishAfterCancel(5, 2, 2, 0)).toBe(4)
  expect(finishAfterCancel(5, 4, 1, 3)).toBe(3)
})

test('cost counts rows, latent pixels and steps', () => {
  const settings = { count: 1, guidance: 7.5, width: 512, height: 512, steps: 20 }
  expect(paintCost(settings)).toBeCloseTo((2 * 64 * 64 * 20) / 1e6)
  expect(paintCost({ ...settings, guidance: 1 })).toBeCloseTo((64 * 64 * 20) / 1e6)
  expect(paintCost({ ...settings, promptParts: 3 })).toBeCloseTo((4 * 64 * 64 * 20) / 1e6)
  expect(paintCost({ ...settings, count: 4 })).toBeCloseTo((8 * 64 * 64 * 20) / 1e6)
  expect(paintCost({ ...settings, speed: 'fast' })).toBeCloseTo((2 * 64 * 64 * 10) / 1e6)
  expect(paintCost({ ...settings, speed: 'draft', steps: 4 })).toBeCloseTo((2 * 64 * 64 * 4) / 1e6)
  expect(paintCost({ ...settings, start: { strength: 0.3 } })).toBeCloseTo((2 * 64 * 64 * 6) / 1e6)
})

test('priorities keep the order, start at 1, and warn long before BullMQ’s end', () => {
  const small = paintCost({ count: 1, guidance: 1, width: 128, height: 128, steps: 4 })
  expect(priorityOf(3, 3)).toBe(1)
  expect(priorityOf(2, 3)).toBe(1)
  expect(priorityOf(3 + small * 2, 3)).toBeGreaterThan(priorityOf(3 + small, 3) - 1)
  expect(priorityOf(1e12, 0)).toBe(maxPriority)
  expect(needsRebase(100, 0)).toBe(false)
  expect(needsRebase(maxPriority, 0)).toBe(true)
})

test('what was painted costs the rows that ran for it, and is not known where one was not counted', () => {
  const picture = { width: 512, height: 512, unetRuns: 19 }
  expect(costThatRan([picture], 1)).toBeCloseTo((19 * 64 * 64) / 1e6, 12)
  expect(costThatRan([picture, { ...picture, unetRuns: 21 }], 2)).toBeCloseTo((40 * 64 * 64) / 1e6, 12)
  expect(costThatRan([picture], 2)).toBeUndefined()
  expect(costThatRan([{ ...picture, unetRuns: null }], 1)).toBeUndefined()
})
