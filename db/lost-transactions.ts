import { setTimeout as later } from 'node:timers/promises'
import type postgres from 'postgres'
import { isDatabaseAway } from './database-away.ts'
import { type Call, isCall } from './driver-call.ts'

/** A connection closes within moments of the error that says so. */
const closesWithinMs = 1000

/**
 * A pool whose transactions send nothing more once their connection has closed, not even the rollback, of which there is no need: postgres.js
 * 3.4.9 ends the process by it, or never uses that connection again (porsager/postgres, issue 1208). They reject as before.
 */
export function sparingLostConnections(sql: postgres.Sql): postgres.Sql {
  return new Proxy(sql, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      // What the driver calls with a transaction's client is its last parameter.
      return name === 'begin' && isCall(value) ? sparing(value) : value
    },
  })
}

/** The same for the driver's `begin` alone. */
export function sparing(begin: Call): Call {
  return (...given) => {
    let lost = false
    let tellLost = () => {}
    const ended = new Promise<void>((resolve) => (tellLost = resolve))
    const work = given.at(-1)
    if (!isCall(work)) return begin(...given)
    const begun = Promise.resolve(
      begin(...given.slice(0, -1), async (client: object) => {
        try {
          const result = await work(refusingOnce(() => lost, client))
          if (!lost) return result
        } catch (error) {
          if (isDatabaseAway(error)) await Promise.race([ended, later(closesWithinMs)])
          if (!lost) throw error
        }
        // The driver has rejected: whatever this ended with, it would go on with the transaction.
        return new Promise(() => {})
      }),
    )
    begun.catch(() => {
      lost = true
      tellLost()
    })
    return begun
  }
}

/** Drizzle asks a transaction by its client's functions alone. */
function refusingOnce(lost: () => boolean, client: object): object {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (!isCall(value)) return value
      return (...given: unknown[]) => {
        if (lost()) throw new Error('the connection of this transaction has closed')
        return value(...given)
      }
    },
  })
}
