import { loadConfig } from '#core/config.ts'
import { createLogger } from '#core/logger.ts'
import { runProcess } from '#core/process.ts'
import { startWorker } from './start-worker.ts'

await runProcess(async () => {
  const config = loadConfig(process.env)
  return startWorker(config, createLogger({ name: 'worker', level: config.logLevel }))
})
