import { fairTags, type FairTags } from './fair-order.ts'
import {
  type QueueBounds,
  type QueueRefusal,
  type QuotaLimits,
  type QuotaRefusal,
  refuseByQueue,
  refuseByQuota,
} from './quota.ts'

/** A request as the ledgers see it. */
export interface ReservationAsk {
  userId: string
  /** The API key that asks, where it has a limit of its own. */
  keyId?: string | undefined
  /** The server, or what stands for direct messages. */
  scope: string
  /** UTC day. */
  day: string
  queue: string
  pictures: number
  cost: number
  weight: number
  limits: QuotaLimits
  bounds: QueueBounds
  /** Places in the queue; one when left out. */
  requests?: number
}

/** The ledgers before these requests. A missing row counts as zero. */
export interface Ledgers {
  /** Pictures of these people on these days, in every scope. */
  use: { userId: string; scope: string; day: string; pictures: number }[]
  /** Pictures of everybody in these scopes on these days. */
  scopes: { scope: string; day: string; pictures: number }[]
  /** Pictures of these API keys on these days. */
  keys?: { keyId: string; day: string; pictures: number }[]
  /** Unsettled requests of these people, and of everybody. */
  waiting: { userId: string; requests: number }[]
  waitingInAll: number
  clocks: { queue: string; virtualTime: number }[]
  shares: { queue: string; userId: string; finishTag: number }[]
}

export type ReservationDecision =
  | { outcome: 'reserved'; tags: FairTags }
  | { outcome: 'refused'; refusal: QuotaRefusal | QueueRefusal }

const key = (...parts: string[]) => parts.join(' ')

class Counter extends Map<string, number> {
  of(name: string): number {
    return this.get(name) ?? 0
  }
  add(name: string, more: number): void {
    this.set(name, this.of(name) + more)
  }
}

/**
 * Decides requests that arrived together, one after the other: each counts what those before it took.
 * The answers are in the order of the requests.
 */
export function decideReservations(asks: readonly ReservationAsk[], ledgers: Ledgers): ReservationDecision[] {
  const here = new Counter()
  const everywhere = new Counter()
  for (const row of ledgers.use) {
    here.add(key(row.userId, row.scope, row.day), row.pictures)
    everywhere.add(key(row.userId, row.day), row.pictures)
  }
  const scopes = new Counter(ledgers.scopes.map((row) => [key(row.scope, row.day), row.pictures]))
  const keys = new Counter((ledgers.keys ?? []).map((row) => [key(row.keyId, row.day), row.pictures]))
  const waiting = new Counter(ledgers.waiting.map((row) => [row.userId, row.requests]))
  let waitingInAll = ledgers.waitingInAll
  const clocks = new Counter(ledgers.clocks.map((row) => [row.queue, row.virtualTime]))
  const finishes = new Counter(ledgers.shares.map((row) => [key(row.queue, row.userId), row.finishTag]))

  return asks.map((ask) => {
    const { requests = 1 } = ask
    const personHere = key(ask.userId, ask.scope, ask.day)
    const personThatDay = key(ask.userId, ask.day)
    const scopeThatDay = key(ask.scope, ask.day)
    const keyThatDay = key(ask.keyId ?? '', ask.day)
    const used = {
      person: here.of(personHere),
      personEverywhere: everywhere.of(personThatDay),
      scope: scopes.of(scopeThatDay),
      key: keys.of(keyThatDay),
    }
    const refusal =
      refuseByQuota(used, ask.limits, ask.pictures) ??
      refuseByQueue({ person: waiting.of(ask.userId), all: waitingInAll }, ask.bounds, requests)
    if (refusal !== undefined) return { outcome: 'refused', refusal }

    here.add(personHere, ask.pictures)
    everywhere.add(personThatDay, ask.pictures)
    scopes.add(scopeThatDay, ask.pictures)
    if (ask.keyId !== undefined) keys.add(keyThatDay, ask.pictures)
    waiting.add(ask.userId, requests)
    waitingInAll += requests
    const share = key(ask.queue, ask.userId)
    const tags = fairTags(clocks.of(ask.queue), finishes.of(share), ask.cost, ask.weight)
    finishes.set(share, tags.finish)
    return { outcome: 'reserved', tags }
  })
}

/** Decides requests of one person in one place that are wanted all or not at all. The answers are in their order. */
export function decideAllOrNone(asks: readonly ReservationAsk[], ledgers: Ledgers): ReservationDecision[] {
  const [first] = asks
  if (first === undefined) return []
  const pictures = asks.reduce((sum, ask) => sum + ask.pictures, 0)
  const [whole] = decideReservations([{ ...first, pictures, requests: asks.length }], ledgers)
  return whole?.outcome === 'refused' ? asks.map(() => whole) : decideReservations(asks, ledgers)
}
