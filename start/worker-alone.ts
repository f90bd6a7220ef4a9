import { loadConfig } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { runProcess } from '#process/run-process.ts'
import { painterPriority, runWorker, workerPriority } from '#worker/run-worker.ts'
import { watchNpmParent } from './npm-parent.ts'
import { requireModel } from './require-model.ts'
import { withHealth } from './part-health.ts'

/** `npm run worker`: a worker, and its health on HTTP_PORT. */
watchNpmParent()
await runProcess(
  async () => {
    const config = loadConfig(process.env)
    await requireModel(config)
    const logger = createLogger({ name: 'worker', level: config.logLevel })
    return withHealth(
      { name: 'the worker', config, logger },
      () => runWorker(config, logger, { painterPriority }),
      (worker) => worker.isAlive() && worker.takesJobs(),
    )
  },
  { priority: workerPriority },
)
