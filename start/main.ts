import { loadConfig } from '#core/config.ts'
import { collectGarbageSoon } from '#process/collect-garbage.ts'
import { readEnvFile } from '#process/env-file.ts'
import { PersonError } from '#core/errors.ts'
import { createLogger } from '#process/logger.ts'
import { needsPersonStatus } from '#process/run-process.ts'
import { createClosing } from './closing.ts'
import { announce } from './announce.ts'
import { watchNpmParent } from './npm-parent.ts'
import { requireModel } from './require-model.ts'
import { runEverything } from './run-everything.ts'
import { listenForShutdown } from './shutdown.ts'

/** Thrown between two steps of a start that was asked to stop. */
const stopped = new Error('Stopped while starting')

const shutdown = listenForShutdown()
watchNpmParent()
try {
  process.exitCode = await start()
} catch (error) {
  process.stderr.write(`${error instanceof PersonError ? error.message : describe(error)}\n`)
  process.exitCode = error instanceof PersonError ? needsPersonStatus : 1
}
// Nothing of ours is open now; what a library still holds must not keep a stopped start alive.
process.exit()

/** @returns the exit status */
async function start(): Promise<number> {
  readEnvFile()
  const config = loadConfig(process.env)
  await requireModel(config)
  const logger = createLogger({ name: 'start', level: config.logLevel })
  const closing = createClosing(logger)
  try {
    const everything = await runEverything({ config, env: process.env, logger }, closing, () => {
      if (shutdown.isRequested()) throw stopped
    })
    const { children } = everything
    void shutdown.hurried.then(() => children.kill())
    const early = await Promise.race([children.ready, children.hopeless, shutdown.requested])
    if (Array.isArray(early)) {
      await announce(everything, config, logger)
      collectGarbageSoon()
    }
    const hopeless = await Promise.race([children.hopeless, shutdown.requested.then(() => undefined)])
    if (hopeless === undefined) {
      logger.info({ signal: await shutdown.requested }, 'Stopping; running pictures are finished first')
      return 0
    }
    logger.fatal(`${hopeless} needs your help, see its message above; everything is stopped`)
    return needsPersonStatus
  } catch (error) {
    if (error === stopped) return 0
    throw error
  } finally {
    await closing.closeAll()
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
