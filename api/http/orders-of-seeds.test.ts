import { expect, test } from 'vitest'
import { ordersFor } from './orders-of-seeds.ts'

test('more pictures than one order holds are several, whose seeds count on', () => {
  const orders = ordersFor({ prompt: 'x', seed: 2 ** 32 - 2 }, 9)
  expect(orders.map(({ seed, count }) => [seed, count])).toEqual([
    [2 ** 32 - 2, 4],
    [2, 4],
    [6, 1],
  ])
})

test('of variations the last seed counts on, and the first stays', () => {
  const orders = ordersFor({ prompt: 'x', seed: 3, variations: [{ seed: 10, strength: 0.2 }] }, 5)
  expect(orders.map(({ seed, variations }) => [seed, variations?.[0]?.seed])).toEqual([
    [3, 10],
    [3, 14],
  ])
})
