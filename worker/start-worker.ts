import { setPriority } from 'node:os'
import type { Config } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import type { Logger } from '#process/logger.ts'
import { PaintError } from '#diffusion/errors.ts'
import { type RunningWorker, runWorker } from './run-worker.ts'

/**
 * Behind bot and database, where they share a machine: a picture takes seconds, an answer must come within three. It counts only
 * while somebody else has work, and the painter inherits it.
 */
const priority = 3

/** `runWorker` for a process of its own, whose end is read by a person. */
export async function startWorker(config: Config, logger: Logger): Promise<RunningWorker> {
  setPriority(priority)
  try {
    return await runWorker(config, logger)
  } catch (error) {
    // The engine's own kind of sentence for people: a model or a device that is not there.
    if (error instanceof PaintError) throw new PersonError(error.code, error.message, { cause: error })
    throw error
  }
}
