import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '#process/logger.ts'
import { backOffMs, steadyAfterMs } from './back-off.ts'
import { startEmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres/embedded-postgres.ts'

export interface KeptDatabase {
  readonly url: string
  /** Where its files are. */
  readonly folder: string
  stop(): Promise<void>
}

/** The embedded Postgres, started again on the same address whenever it ends by itself: clients connect again. */
export async function keepEmbeddedPostgres(
  options: Pick<EmbeddedPostgresOptions, 'dataDir' | 'settings'> & { logger: Logger },
): Promise<KeptDatabase> {
  const stopping = new AbortController()
  let startedAt = performance.now()
  let crashesInARow = 0
  let restart: Promise<void> = Promise.resolve()

  const start = (port?: number) =>
    startEmbeddedPostgres({
      ...options,
      ...(port === undefined ? {} : { port }),
      onCrash: () => {
        restart = startAgain()
      },
    })
  let server = await start()

  async function startAgain(): Promise<void> {
    if (performance.now() - startedAt > steadyAfterMs) crashesInARow = 0
    while (!stopping.signal.aborted) {
      crashesInARow++
      try {
        startedAt = performance.now()
        server = await start(server.port)
        return
      } catch (error) {
        options.logger.error({ err: error }, 'The database could not be started again, trying on')
        await sleep(backOffMs(crashesInARow), undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  return {
    url: server.url,
    folder: server.folder,
    async stop() {
      stopping.abort()
      await restart
      await server.stop()
    },
  }
}
