import { loadConfig } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import { createLogger } from '#core/logger.ts'
import { runProcess } from '#core/process.ts'
import { PaintError } from '#diffusion/errors.ts'
import { runWorker } from './run-worker.ts'

await runProcess(async () => {
  const config = loadConfig(process.env)
  try {
    return await runWorker(config, createLogger({ name: 'worker', level: config.logLevel }))
  } catch (error) {
    // The engine's own kind of sentence for people: a model or a device that is not there.
    if (error instanceof PaintError) throw new PersonError(error.code, error.message, { cause: error })
    throw error
  }
})
