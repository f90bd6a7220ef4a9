import { randomBytes } from 'node:crypto'
import { pino, type Logger } from 'pino'

export type { Logger } from 'pino'

/**
 * The project's logger: pretty on a terminal, JSON lines otherwise. Tokens never reach it: callers log ids, and
 * `redact` is the second line of defence. Prompts are logged at debug level only.
 */
export function createLogger(options: { name: string; level: string; pretty?: boolean }): Logger {
  const pretty = options.pretty ?? process.stdout.isTTY
  return pino({
    name: options.name,
    level: options.level,
    redact: [
      'token',
      '*.token',
      'interactionToken',
      '*.interactionToken',
      '*.*.token',
      'headers.authorization',
    ],
    ...(pretty ? { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } } : {}),
  })
}

/** Logs a bug and gives the reference that its person is told. */
export function logBug(
  logger: Logger,
  error: unknown,
  message: string,
  ids: Record<string, unknown> = {},
): string {
  const reference = randomBytes(4).toString('hex')
  logger.error({ err: error, reference, ...ids }, message)
  return reference
}
