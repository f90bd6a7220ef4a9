import type { Db } from './connect.ts'
import { type Asked, type Reservation, reserve, reserveAll } from './reserve.ts'

export type Reserve = (...asked: [Asked['request'], Asked['terms']]) => Promise<Reservation>

/** One transaction's statements stay within Postgres' 65,535 parameters. */
const mostAtOnce = 250

/**
 * Reserves what arrives while a transaction runs together in the next one: a burst of requests costs a handful of commits,
 * one after the other anyway because of the queue's clock, instead of one each.
 */
export function reserveTogether(db: Db): Reserve {
  const arrived: (Asked & {
    resolve: (reservation: Reservation) => void
    reject: (error: unknown) => void
  })[] = []
  let running = false

  const run = async () => {
    while (arrived.length > 0) {
      const together = arrived.splice(0, mostAtOnce)
      try {
        const answers = await reserveAll(db, together)
        for (const [index, { resolve, reject }] of together.entries()) {
          const answer = answers[index]
          if (answer === undefined) reject(new Error('a request was not answered'))
          else resolve(answer)
        }
      } catch {
        // One that cannot be written must not take the others with it: each on its own meets its own error.
        for (const { request, terms, resolve, reject } of together) {
          await reserve(db, request, terms).then(resolve, reject)
        }
      }
    }
    running = false
  }

  return (request, terms) =>
    new Promise((resolve, reject) => {
      arrived.push({ request, terms, resolve, reject })
      if (running) return
      running = true
      void run()
    })
}
