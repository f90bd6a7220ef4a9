import type { Logger } from '#process/logger.ts'

export interface Closing {
  /** What was opened last is closed first. */
  add(name: string, close: () => Promise<void>): void
  /** One that fails to close is logged, and does not keep the others open. */
  closeAll(): Promise<void>
}

export function createClosing(logger: Logger): Closing {
  const steps: { name: string; close: () => Promise<void> }[] = []
  return {
    add: (name, close) => steps.push({ name, close }),
    async closeAll() {
      for (const { name, close } of steps.splice(0).toReversed()) {
        try {
          await close()
          logger.debug(`${name} closed`)
        } catch (error) {
          logger.error({ err: error }, `${name} could not be closed`)
        }
      }
    },
  }
}
