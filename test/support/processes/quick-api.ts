/** The API as start/api-alone.ts starts it, but quick to find what a dead process left: tests of crashes start it. */
import { openApi } from '#api/open-api.ts'
import { loadConfig } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { runProcess } from '#process/run-process.ts'
import { startHttpServer } from '#start/http-server.ts'

await runProcess(async () => {
  const config = loadConfig(process.env)
  const logger = createLogger({ name: 'api', level: config.logLevel, pretty: false })
  const api = await openApi(config, config.databaseUrl ?? '', logger, {
    reconciler: { intervalMs: 300, youngMs: 500, reservationMs: 15_000 },
  })
  const http = await startHttpServer(api.app, config.http)
  return {
    async close() {
      await http.close()
      await api.close()
    },
  }
})
