import { Hono } from 'hono'
import { anyPage } from '#api/http/any-page.ts'
import { type OpenApi, openApi } from '#api/open-api.ts'
import { stillStarting } from '#api/refusing-app.ts'
import { databaseOfPart, loadConfig } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { runProcess } from '#process/run-process.ts'
import { startHttpServer } from './http-server.ts'
import { watchNpmParent } from './npm-parent.ts'
import { partHealthRoutes } from './part-health.ts'

/** `npm run api`: the HTTP API alone, on HTTP_HOST and HTTP_PORT. Any number of them may run. */
watchNpmParent()
await runProcess(async () => {
  const config = loadConfig(process.env)
  const logger = createLogger({ name: 'api', level: config.logLevel })
  const databaseUrl = databaseOfPart(config, 'the API')
  const started: { api?: OpenApi } = {}
  const app = new Hono()
  const starting = stillStarting()
  app.use('/api/health', anyPage())
  app.route(
    '/',
    partHealthRoutes('the API', {
      'the API': async () => {
        if (started.api === undefined) throw new Error('it is being started')
        await started.api.ask()
      },
    }),
  )
  app.all('*', (context) => (started.api?.app ?? starting).fetch(context.req.raw, context.env))
  const http = await startHttpServer(app, config.http)
  started.api = await openApi(config, databaseUrl, logger)
  logger.info({ url: http.url }, `the API is served, its docs at ${http.url}/api/docs`)
  return {
    async close() {
      await http.close()
      await started.api?.close()
    },
  }
})
