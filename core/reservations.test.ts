import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideAllOrNone, decideReservations, type Ledgers, type ReservationAsk } from './reservations.ts'

const empty: Ledgers = { use: [], scopes: [], waiting: [], waitingInAll: 0, clocks: [], shares: [] }
const ask = (change: Partial<ReservationAsk> = {}): ReservationAsk => ({
  userId: '1',
  scope: 'server',
  day: '2026-11-23',
  queue: 'tiny',
  pictures: 1,
  cost: 1,
  weight: 1,
  limits: { picturesPerDay: 10, picturesPerPersonPerDay: 100, picturesPerServerPerDay: 100 },
  bounds: { waitingPerPerson: 100, waiting: 1000 },
  ...change,
})

test('each request counts what those before it took', () => {
  const decisions = decideReservations(
    [ask({ pictures: 4 }), ask({ pictures: 4 }), ask({ pictures: 4 }), ask({ pictures: 2 })],
    empty,
  )
  expect(decisions.map(({ outcome }) => outcome)).toEqual(['reserved', 'reserved', 'refused', 'reserved'])
  expect(decisions[2]).toMatchObject({ refusal: { limitOf: 'tier', used: 8, asked: 4 } })
})

test('the queue’s bounds hold for a person and for all', () => {
  const bounds = { waitingPerPerson: 2, waiting: 4 }
  const ledgers = { ...empty, waiting: [{ userId: '1', requests: 1 }], waitingInAll: 1 }
  const asks = ['1', '1', '2', '3', '4'].map((userId) => ask({ userId, bounds }))
  const decisions = decideReservations(asks, ledgers)
  expect(decisions.map((d) => (d.outcome === 'refused' ? d.refusal.limitOf : 'reserved'))).toEqual([
    'reserved',
    'waitingPerPerson',
    'reserved',
    'reserved',
    'waiting',
  ])
})

test('places follow each other for one person, and not for two', () => {
  const ledgers = { ...empty, clocks: [{ queue: 'tiny', virtualTime: 5 }] }
  const decisions = decideReservations(
    [ask(), ask(), ask({ userId: '2' }), ask({ userId: '2', weight: 2 }), ask({ userId: '2' })],
    ledgers,
  )
  const starts = decisions.map((d) => (d.outcome === 'reserved' ? d.tags.start : undefined))
  expect(starts).toEqual([5, 6, 5, 6, 6.5])
})

test('together is the same as one after the other', () => {
  const anyAsk = fc.record({
    userId: fc.constantFrom('1', '2', '3'),
    scope: fc.constantFrom('a', 'b', 'dm'),
    pictures: fc.integer({ min: 1, max: 4 }),
    cost: fc.integer({ min: 1, max: 9 }),
  })
  fc.assert(
    fc.property(fc.array(anyAsk, { maxLength: 40 }), (changes) => {
      const asks = changes.map((change) =>
        ask({
          ...change,
          limits: { picturesPerDay: 8, picturesPerPersonPerDay: 14, picturesPerServerPerDay: 17 },
          bounds: { waitingPerPerson: 5, waiting: 12 },
        }),
      )
      const ledgers = structuredClone(empty)
      const oneByOne = asks.map((one) => {
        const [decision] = decideReservations([one], ledgers)
        if (decision?.outcome === 'reserved') {
          const { userId, scope, day, queue, pictures } = one
          ledgers.use.push({ userId, scope, day, pictures })
          const scopeRow = ledgers.scopes.find((row) => row.scope === scope)
          if (scopeRow === undefined) ledgers.scopes.push({ scope, day, pictures })
          else scopeRow.pictures += pictures
          const waiting = ledgers.waiting.find((row) => row.userId === userId)
          if (waiting === undefined) ledgers.waiting.push({ userId, requests: 1 })
          else waiting.requests += 1
          ledgers.waitingInAll += 1
          ledgers.shares = ledgers.shares.filter((share) => share.userId !== userId)
          ledgers.shares.push({ queue, userId, finishTag: decision.tags.finish })
        }
        return decision
      })
      expect(decideReservations(asks, empty)).toEqual(oneByOne)
    }),
    { numRuns: 60 },
  )
})

test('all or none: refused as a whole, with what is left', () => {
  const six = Array.from({ length: 6 }, () => ask({ pictures: 2 }))
  const ledgers = { ...empty, waiting: [{ userId: '1', requests: 3 }], waitingInAll: 3 }
  for (const decision of decideAllOrNone(six, ledgers)) {
    expect(decision).toMatchObject({ refusal: { limitOf: 'tier', limit: 10, used: 0, asked: 12 } })
  }
  const narrow = six.map((one) => ({ ...one, pictures: 1, bounds: { waitingPerPerson: 8, waiting: 100 } }))
  for (const decision of decideAllOrNone(narrow, ledgers)) {
    expect(decision).toMatchObject({
      refusal: { limitOf: 'waitingPerPerson', limit: 8, together: { asked: 6, left: 5 } },
    })
  }
  const five = narrow.slice(1)
  expect(decideAllOrNone(five, ledgers)).toEqual(decideReservations(five, ledgers))
  expect(decideAllOrNone([], ledgers)).toEqual([])
})
