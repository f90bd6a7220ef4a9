import { loadConfig } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { runProcess } from '#process/run-process.ts'
import { painterPriority, runWorker, workerPriority } from './run-worker.ts'

await runProcess(
  async () => {
    const config = loadConfig(process.env)
    return runWorker(config, createLogger({ name: 'worker', level: config.logLevel }), { painterPriority })
  },
  { priority: workerPriority },
)
