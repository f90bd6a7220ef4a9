import { Hono } from 'hono'
import type { Config } from '#core/config.ts'
import type { Logger } from '#process/logger.ts'
import { within } from '#core/within.ts'
import { connectDatabase } from '#db/connect.ts'
import { version } from './version.ts'
import { startHttpServer } from './http-server.ts'
import { askRedis } from '#queue/backends/ask-redis.ts'

const healthAnswerMs = 2000

export interface Part {
  close(): Promise<void>
  /** Rejects where something that its start left unfinished can't be had. */
  readonly failed?: Promise<never>
}

/**
 * `GET /api/health` of a part that runs alone: 200 while it does its work and reaches what it works with, 503 with the reasons
 * otherwise.
 * @param ask each rejects with what is wrong
 */
export function partHealthRoutes(part: string, ask: Record<string, () => Promise<unknown>>): Hono {
  return new Hono().get('/api/health', async (context) => {
    const asked = Object.entries(ask).map(async ([what, question]) => {
      try {
        await question()
        return []
      } catch (error) {
        return [`${what}: ${error instanceof Error ? error.message : String(error)}`]
      }
    })
    const reasons = (await Promise.all(asked)).flat()
    const status = reasons.length === 0 ? 'ok' : 'unavailable'
    context.header('Cache-Control', 'no-store')
    return context.json({ status, version, part, reasons }, reasons.length === 0 ? 200 : 503)
  })
}

/**
 * Starts a part with its health beside it, which says from the first moment on how far it is. A taken port keeps no part from
 * its work: several of them may run on one machine.
 */
export async function withHealth<Running extends Part>(
  { name, config, logger }: { name: string; config: Config; logger: Logger },
  start: () => Promise<Running>,
  isWorking: (running: Running) => boolean,
): Promise<Part> {
  const { databaseUrl, redisUrl } = config
  const started: { part?: Running } = {}
  const database = databaseUrl === undefined ? undefined : connectDatabase(databaseUrl, { maxConnections: 1 })
  const app = partHealthRoutes(name, {
    [name]: async () => {
      if (started.part === undefined) throw new Error('it is being started')
      if (!isWorking(started.part)) throw new Error('it is not at work')
    },
    'the database': async () => database && within(healthAnswerMs, database.sql`select 1`),
    'the queue': async () => {
      if (redisUrl !== undefined) {
        await within(
          healthAnswerMs,
          askRedis(redisUrl, (redis) => redis.ping()),
        )
      }
    },
  })
  const http = await startHttpServer(app, config.http).catch((error: unknown) => {
    logger.warn(
      { err: error },
      'GET /api/health is not served: set HTTP_PORT or HTTP_HOST to an address of its own',
    )
    return undefined
  })
  if (http !== undefined) logger.info({ url: `${http.url}/api/health` }, 'health is served')
  const part = await start()
  started.part = part
  return {
    ...(part.failed && { failed: part.failed }),
    async close() {
      await part.close()
      await http?.close()
      await database?.close()
    },
  }
}
