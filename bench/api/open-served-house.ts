import { createServer } from 'node:net'
import { once } from 'node:events'
import { createApiKey } from '#db/api-keys.ts'
import type { BenchHouse } from '#bench/bot/open-house.ts'
import { databaseProcesses } from '#bench/database-processes.ts'
import { createLogger } from '#process/logger.ts'
import { ownProcess } from '#process/own-process.ts'
import { superviseProcess } from '#start/supervised-process.ts'

/** A bench's house with `npm run api` beside it. */
export interface ServedHouse {
  url: string
  /** A key of a person of its own. */
  key(person: number): Promise<string>
  apiPid(): number
  databasePids(): number[]
  close(): Promise<void>
}

export async function openServedHouse(
  house: Pick<BenchHouse, 'postgres' | 'dataDir' | 'database'>,
  { model, device, environment }: { model: string; device: string; environment?: Record<string, string> },
): Promise<ServedHouse> {
  const port = await freePort()
  const logger = createLogger({ name: 'bench', level: 'fatal', pretty: false })
  const env = {
    ...process.env,
    DATABASE_URL: house.postgres.url,
    DATA_DIR: house.dataDir,
    MODEL: model,
    DEVICE: device,
    HTTP_PORT: String(port),
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'fatal',
    FREE_PICTURES_PER_DAY: '100000',
    MAX_PICTURES_PER_PERSON_PER_DAY: '100000',
    MAX_PICTURES_PER_SERVER_PER_DAY: '1000000',
    MAX_WAITING_PER_PERSON: '1000',
    MAX_WAITING: '100000',
    ...environment,
  }
  const api = superviseProcess({ name: 'api', main: ownProcess('start/api-alone'), env }, logger)
  await api.ready
  return {
    url: `http://127.0.0.1:${port}`,
    async key(person) {
      const made = await createApiKey(house.database.db, {
        userId: String(100_000_000_000_000_000n + BigInt(person)),
        name: 'bench',
        guildId: null,
        roleIds: [],
        ageRestricted: false,
        picturesPerDay: null,
      })
      if (made === undefined) throw new Error('too many keys')
      return made.key
    },
    apiPid: () => api.pid() ?? 0,
    databasePids: () => databaseProcesses(house.postgres.folder),
    close: () => api.stop(10_000),
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}
