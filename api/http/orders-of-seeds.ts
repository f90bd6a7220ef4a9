import type { Order } from '#api/contract/order.ts'
import { countedUp, maxCount } from '#core/generation.ts'

/**
 * One order for each `maxCount` pictures; seeds count up through all of them, as if they were one. Of variations, the last one's seed
 * counts instead (A1111: `subseed`).
 */
export function ordersFor(order: Order & { seed: number }, pictures: number): Order[] {
  const orders: Order[] = []
  for (let from = 0; from < pictures; from += maxCount)
    orders.push({ ...countedOn(order, from), count: Math.min(maxCount, pictures - from) })
  return orders
}

/** The same order, as its picture `index` is painted. */
export function countedOn(order: Order & { seed: number }, index: number): Order & { seed: number } {
  const last = order.variations?.at(-1)
  if (last === undefined) return { ...order, seed: countedUp(order.seed, index) }
  const before = order.variations?.slice(0, -1) ?? []
  return { ...order, variations: [...before, { ...last, seed: countedUp(last.seed, index) }] }
}
