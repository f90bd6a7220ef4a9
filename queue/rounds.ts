import type { Logger } from '#process/logger.ts'
import type { Database } from '#db/connect.ts'
import { tryAdvisoryLock } from '#db/locks.ts'

export interface Rounds {
  /** No more rounds; resolves once none is running. */
  stop(): Promise<void>
}

/**
 * Does something at intervals, in one process at a time: the one that holds the advisory lock. Rounds never overlap;
 * one that fails is logged, and the next one tries again.
 */
export function startRounds(options: {
  name: string
  database: Database
  lock: number
  intervalMs: number
  logger: Logger
  round: () => Promise<void>
}): Rounds {
  const { name, database, lock, logger } = options
  const once = async () => {
    try {
      await tryAdvisoryLock(database, lock, options.round)
    } catch (error) {
      logger.warn({ err: error, rounds: name }, 'a round could not be finished')
    }
  }
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= once().finally(() => (running = undefined))
  }, options.intervalMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
