import { loadConfig } from '#core/config.ts'
import { createLogger } from '#core/logger.ts'
import { runProcess } from '#core/process.ts'
import { runWorker } from './run-worker.ts'

await runProcess(async () => {
  const config = loadConfig(process.env)
  return runWorker(config, createLogger({ name: 'worker', level: config.logLevel }))
})
