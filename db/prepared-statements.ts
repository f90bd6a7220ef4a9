import type postgres from 'postgres'
import { type Call, isCall } from './driver-call.ts'

/** So many statements are prepared on a connection at most: Postgres keeps each with its plan until the connection ends. */
const mostPrepared = 300
/** So many texts are remembered to see which of them come again. */
const mostSeen = 1000

/**
 * A pool whose statements are prepared once they have come twice. Drizzle asks for that by name alone, and for what is not prepared the
 * driver asks the server about the parameters first: two round trips instead of one, and parsed and planned anew each time. Statements
 * whose text changes with the number of their values are not worth it, and stay what they were.
 */
export function preparing(sql: postgres.Sql, { most = mostPrepared }: { most?: number } = {}): postgres.Sql {
  const seen = new Set<string>()
  const prepared = new Set<string>()
  const isWorthIt = (text: string): boolean => {
    if (prepared.has(text)) return true
    if (prepared.size >= most) return false
    if (seen.delete(text)) {
      prepared.add(text)
      return true
    }
    if (seen.size >= mostSeen) seen.clear()
    seen.add(text)
    return false
  }
  return wrapped(sql, isWorthIt)
}

/** The driver's functions are those of a pool, of a transaction in it, and of a savepoint in that. */
function wrapped<Client extends object>(client: Client, isWorthIt: (text: string) => boolean): Client {
  const unsafe =
    (ask: Call): Call =>
    (text, parameters, options) => {
      const comesOften = Array.isArray(parameters) && parameters.length > 0 && isWorthIt(String(text))
      return ask(text, parameters, comesOften ? { ...(options as object), prepare: true } : options)
    }
  const begin =
    (ask: Call): Call =>
    (...given) =>
      ask(...given.map((one) => (isCall(one) ? (own: object) => one(wrapped(own, isWorthIt)) : one)))
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (!isCall(value)) return value
      if (name === 'unsafe') return unsafe(value)
      return name === 'begin' || name === 'savepoint' ? begin(value) : value
    },
  })
}
