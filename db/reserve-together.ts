import type { Db } from './connect.ts'
import { type Asked, type Reservation, reserveAll } from './reserve.ts'
import { togetherOn } from './together-on.ts'

export type Reserve = (...asked: [Asked['request'], Asked['terms']]) => Promise<Reservation>

/**
 * Reserves what arrives while a transaction runs together in the next one: they go one after the other anyway because of the
 * queue's clock.
 */
export function reserveTogether(db: Db): Reserve {
  const ask = togetherOn(reserveAll)
  return (request, terms) => ask(db, { request, terms })
}
