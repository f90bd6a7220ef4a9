import { percentile } from '#bench/statistics.ts'
import { askApi } from './ask-api.ts'
import type { ServedHouse } from './open-served-house.ts'

/** `POST /api/generate` of many clients at the same moment. Milliseconds, from sending to the answer. */
export interface ClientsMeasured {
  clients: number
  p50: number
  p99: number
  max: number
  refused: number
  /** Of their pictures, those that came. */
  completed: number
}

/** A burst while the worker paints a picture that is longer than the burst. */
export async function measureClients(house: ServedHouse, clients: number): Promise<ClientsMeasured> {
  const keys = []
  for (let person = 0; person <= clients; person++) keys.push(await house.key(1000 + person))
  const [first = '', ...others] = keys
  const painter = askApi(house.url, first)
  const long = await painter.generate({ prompt: 'a long one', steps: 100, width: 512, height: 512 })
  const asked = await Promise.all(
    others.map(async (key) => {
      const client = askApi(house.url, key)
      const begun = performance.now()
      const id = await client.generate({ prompt: 'a dragon', steps: 1, width: 64, height: 64 })
      return { client, id, ms: performance.now() - begun }
    }),
  )
  if (long !== undefined) await painter.cancel(long)
  const ends = await Promise.all(
    asked.map(async ({ client, id }) => (id === undefined ? 'refused' : (await client.ended(id)).status)),
  )
  const times = asked.map(({ ms }) => ms)
  return {
    clients,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    max: Math.max(...times),
    refused: ends.filter((end) => end === 'refused').length,
    completed: ends.filter((end) => end === 'completed').length,
  }
}
