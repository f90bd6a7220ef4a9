/** The worker as worker/main.ts starts it, but quick to take over what a dead one held: tests of crashes start it. */
import { loadConfig } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { runProcess } from '#process/run-process.ts'
import { runWorker } from '#worker/run-worker.ts'

await runProcess(() => {
  const config = loadConfig(process.env)
  return runWorker(config, createLogger({ name: 'worker', level: config.logLevel, pretty: false }), {
    stall: { lockMs: 2000, checkMs: 500 },
  })
})
