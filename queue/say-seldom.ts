import type { Logger } from '#process/logger.ts'

/** Least time between two log lines of one kind: BullMQ tries to connect several times a second, and each failure is an event. */
const againMs = 60_000

/** Logs errors of a queue: each kind once, and again while it goes on. */
export function saySeldom(
  logger: Logger,
  queue: string,
  message: string,
  now: () => number = () => performance.now(),
): (error: Error) => void {
  const said = new Map<string, number>()
  return (error) => {
    const kind = 'code' in error ? String(error.code) : error.message
    const last = said.get(kind)
    if (last !== undefined && now() - last < againMs) return
    said.set(kind, now())
    logger.warn({ err: error, queue }, message)
  }
}
