import { loadConfig } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { runProcess } from '#process/run-process.ts'
import { startWorker } from './start-worker.ts'

await runProcess(async () => {
  const config = loadConfig(process.env)
  return startWorker(config, createLogger({ name: 'worker', level: config.logLevel }))
})
