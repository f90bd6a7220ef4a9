/** A worker with a painter that computes nothing. */
import { loadConfig } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { ownProcess } from '#process/own-process.ts'
import { runProcess } from '#process/run-process.ts'
import { runWorker, workerPriority } from '#worker/run-worker.ts'

await runProcess(
  () => {
    const config = loadConfig(process.env)
    return runWorker(config, createLogger({ name: 'worker', level: config.logLevel }), {
      painter: ownProcess('bench/api/stand-in-painter'),
    })
  },
  { priority: workerPriority },
)
