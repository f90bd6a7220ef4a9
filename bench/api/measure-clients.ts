import { percentile } from '#bench/statistics.ts'
import { cpuTimeMs } from '#bench/bot/cpu-time.ts'
import { askApi } from './ask-api.ts'
import { openClient } from './keep-alive-client.ts'
import type { ServedHouse } from './open-served-house.ts'

/** `POST /api/generate` of many clients at the same moment, over connections that are open. Milliseconds, from sending to the answer. */
export interface ClientsMeasured {
  clients: number
  bursts: BurstMeasured[]
  refused: number
  /** How many of the clients' pictures came. */
  completed: number
}

export interface BurstMeasured {
  p50: number
  p99: number
  max: number
  /** What the API's process, and the database's processes together, worked until the last answer; undefined where the system does not tell. */
  apiWorked: number | undefined
  databaseWorked: number | undefined
  /** What the clients worked, which share the machine with them. */
  clientsWorked: number
}

/** Bursts, one after the other, each while the worker paints a picture that is longer than the burst. */
export async function measureClients(
  house: ServedHouse,
  { clients, bursts }: { clients: number; bursts: number },
): Promise<ClientsMeasured> {
  const painter = askApi(house.url, await house.key(1000))
  const keys: string[] = []
  for (let person = 1; person <= clients; person++) keys.push(await house.key(1000 + person))
  const measured: BurstMeasured[] = []
  const ends: string[] = []
  for (let burst = 0; burst < bursts; burst++) {
    const long = await painter.generate({ prompt: 'a long one', steps: 100, width: 512, height: 512 })
    if (long === undefined) throw new Error('a picture to be painted meanwhile was refused')
    await painter.painting(long)
    const others = await Promise.all(keys.map(async (key) => openClient(house.url, key)))
    const before = worked(house)
    const clientsBefore = process.cpuUsage()
    const asked = await Promise.all(
      others.map(async (client) => {
        const begun = performance.now()
        const id = await client.generate({ prompt: 'a dragon', steps: 1, width: 64, height: 64 })
        return { id, ms: performance.now() - begun }
      }),
    )
    const after = worked(house)
    const clientsUsed = process.cpuUsage(clientsBefore)
    await painter.cancel(long)
    const times = asked.map(({ ms }) => ms)
    measured.push({
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      max: Math.max(...times),
      apiWorked: after.api === undefined ? undefined : after.api - (before.api ?? 0),
      databaseWorked: after.database === undefined ? undefined : after.database - (before.database ?? 0),
      clientsWorked: (clientsUsed.user + clientsUsed.system) / 1000,
    })
    ends.push(
      ...(await Promise.all(
        asked.map(async ({ id }, index) =>
          id === undefined ? 'refused' : ((await others[index]?.ended(id)) ?? 'lost'),
        ),
      )),
    )
    for (const client of others) client.close()
  }
  return {
    clients,
    bursts: measured,
    refused: ends.filter((end) => end === 'refused').length,
    completed: ends.filter((end) => end === 'completed').length,
  }
}

function worked(house: ServedHouse) {
  const database = house.databasePids().map(cpuTimeMs)
  return {
    api: cpuTimeMs(house.apiPid()),
    // A connection that closes in between takes its time along.
    database: database.some((one) => one === undefined)
      ? undefined
      : database.reduce<number>((all, one) => all + (one ?? 0), 0),
  }
}
