import { expect, test } from 'vitest'
import { planRuns, type PlanFacts, type RowsRun } from './run-plan.ts'

const never = () => false
const facts = (calls: number, changed: Partial<PlanFacts> = {}): PlanFacts => ({
  noiseRatios: Array.from({ length: calls }, (_, call) => 14 * (1 - call / calls) + 0.03),
  guided: true,
  changes: never,
  ...changed,
})
const rowsOf = { all: 2, parts: 1, none: 0 }
const share = (plan: readonly RowsRun[]) =>
  plan.reduce((sum, rows) => sum + rowsOf[rows], 0) / (2 * plan.length)
const letters = (plan: readonly RowsRun[]) => plan.map((rows) => rows[0]).join('')

test('exact leaves nothing out', () => {
  expect(new Set(planRuns('exact', facts(50)))).toEqual(new Set(['all']))
})

test('twenty steps: the first are run, then fewer and fewer, late ones without the negative prompt, and the last one or nearly', () => {
  expect(letters(planRuns('fast', facts(20)))).toBe('aaaanananannannannnp')
  expect(letters(planRuns('draft', facts(20)))).toBe('aanannannnannnpnnnnn')
})

test.each([20, 21, 25, 30, 39, 40, 50, 100, 1000])('%i calls: half, and a third', (calls) => {
  expect(share(planRuns('fast', facts(calls)))).toBeLessThanOrEqual(0.5)
  expect(Math.floor(share(planRuns('draft', facts(calls))) * 2 * calls)).toBeLessThanOrEqual(
    Math.ceil(0.3 * 2 * calls),
  )
})

test('where each step adds noise, a little more than half is run, and always all of a call', () => {
  expect(letters(planRuns('fast', facts(20, { noisy: true })))).toBe('aaaaanananannannanna')
  for (let calls = 20; calls < 120; calls++)
    expect(share(planRuns('fast', facts(calls, { noisy: true })))).toBeLessThan(0.57)
  expect(planRuns('draft', facts(20, { noisy: true }))).toEqual(planRuns('draft', facts(20)))
})

test('where a forecast call would make another picture, the negative prompt’s row alone is left out, of every second step', () => {
  const plan = planRuns('fast', facts(39, { wary: 2 }))
  expect(letters(plan)).toBe(`${'a'.repeat(14)}${'ppaa'.repeat(6)}p`)
  expect(share(planRuns('fast', facts(39, { wary: 2, guided: false })))).toBe(1)
  expect(share(planRuns('draft', facts(39, { wary: 2 })))).toBeLessThan(0.31)
})

test.each([20, 39, 50])('%i calls without guidance: as much is saved', (calls) => {
  for (const [speed, most] of [
    ['fast', 0.5],
    ['draft', 0.3],
  ] as const) {
    const plan = planRuns(speed, facts(calls, { guided: false }))
    expect(plan).not.toContain('parts')
    expect(share(plan)).toBeLessThanOrEqual(most + 1 / calls)
  }
})

test.each([1, 2, 3, 4, 5, 6])('%i calls are all run', (calls) => {
  expect(share(planRuns('draft', facts(calls)))).toBe(1)
})

test('of few calls more than half are run, and never fewer for a call more', () => {
  let before = 0
  for (let calls = 7; calls < 60; calls++) {
    const rows = share(planRuns('fast', facts(calls))) * calls
    if (calls < 12) expect(rows / calls).toBeGreaterThan(0.5)
    expect(rows).toBeGreaterThanOrEqual(before - 2)
    before = rows
  }
})

test('a changed prompt is run twice before anything is forecast from it; one that always changes is always run', () => {
  const plan = planRuns('draft', facts(20, { changes: (call) => call === 10 }))
  expect(letters(plan).slice(10, 13)).toBe('aan')
  expect(share(planRuns('draft', facts(20, { changes: () => true })))).toBe(1)
})

test('where the noise hides the picture wholly, the lead begins behind it', () => {
  const noiseRatios = [Infinity, 4000, ...facts(18).noiseRatios]
  expect(letters(planRuns('fast', facts(20, { noiseRatios }))).slice(0, 7)).toBe('aaaaaan')
})
