import { rootOf } from '#core/errors.ts'
import type { Logger } from './logger.ts'

/** Least time between two log lines of one kind: what is asked several times a second fails as often while its server is away. */
const againMs = 60_000

/** Logs errors of what goes on by itself: each kind once, and again while it goes on. */
export function saySeldom(
  logger: Logger,
  message: string,
  ids: Record<string, unknown> = {},
  now: () => number = () => performance.now(),
): (error: unknown) => void {
  const said = new Map<string, number>()
  return (error) => {
    const root = rootOf(error)
    const kind = root instanceof Error && 'code' in root ? String(root.code) : String(root)
    const last = said.get(kind)
    if (last !== undefined && now() - last < againMs) return
    said.set(kind, now())
    logger.warn({ err: error, ...ids }, message)
  }
}
