import { createApiKey, type NewApiKey } from '#db/api-keys.ts'
import { type OpenApi, openApi } from '#api/open-api.ts'
import { createLogger } from '#process/logger.ts'
import { type HttpServer, startHttpServer } from '#start/http-server.ts'
import { type House, openHouse } from '#test/support/house.ts'

/** A house with the API served on a port of its own. */
export interface ApiHouse extends House {
  http: HttpServer
  api: OpenApi
  /** A new key, of person `1…` in direct messages where nothing else is said. */
  key(change?: Partial<NewApiKey>): Promise<string>
  /** Asks as who has this key, in JSON. */
  ask(key: string | undefined, path: string, init?: RequestInit & { json?: unknown }): Promise<Response>
}

export async function openApiHouse(environment: Record<string, string> = {}): Promise<ApiHouse> {
  const house = await openHouse({ API: 'on', ...environment })
  const { databaseUrl } = house.config
  if (databaseUrl === undefined) throw new Error('a house has a database')
  const logger = createLogger({
    name: 'api',
    level: 'info',
    pretty: false,
    destination: { write: (line: string) => house.log.push(line) },
  })
  const api = await openApi(house.config, databaseUrl, logger)
  const http = await startHttpServer(api.app, { host: '127.0.0.1', port: 0 })
  return {
    ...house,
    http,
    api,
    async key(change = {}) {
      const made = await createApiKey(house.database.db, {
        userId: '100000000000000001',
        name: 'test',
        guildId: null,
        roleIds: [],
        ageRestricted: false,
        picturesPerDay: null,
        ...change,
      })
      if (made === undefined) throw new Error('too many keys')
      return made.key
    },
    ask(key, path, { json, ...init } = {}) {
      return fetch(`${http.url}${path}`, {
        ...init,
        ...(json !== undefined && { method: init.method ?? 'POST', body: JSON.stringify(json) }),
        headers: {
          ...(json !== undefined && { 'Content-Type': 'application/json' }),
          ...(key !== undefined && { Authorization: `Bearer ${key}` }),
          ...(init.headers as Record<string, string> | undefined),
        },
      })
    },
    async close() {
      await http.close()
      await api.close()
      await house.close()
    },
  }
}
