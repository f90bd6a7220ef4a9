import { expect, test } from 'vitest'
import { ackBudgetFor, ackBudgetMs } from './ack-budget.ts'

test('a few requests are decided before they are answered; in a flood they are deferred at once', () => {
  expect(ackBudgetFor(1)).toBe(ackBudgetMs)
  expect(ackBudgetFor(50)).toBe(ackBudgetMs)
  expect(ackBudgetFor(1000)).toBe(0)
})
