import type { Logger } from '#process/logger.ts'
import { saySeldom } from '#process/say-seldom.ts'
import type { Database } from '#db/connect.ts'
import { tryAdvisoryLock } from '#db/locks.ts'

export interface Rounds {
  /** No more rounds; resolves once none is running. */
  stop(): Promise<void>
}

/**
 * Does something at intervals, in one process at a time: the one that holds the advisory lock. Rounds never overlap;
 * one that fails is logged, the same failure once a minute, and the next one tries again.
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
  const failed = saySeldom(logger, 'a round could not be finished', { rounds: name })
  const once = async () => {
    try {
      await tryAdvisoryLock(database, lock, options.round)
    } catch (error) {
      failed(error)
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
