import { randomBytes } from 'node:crypto'
import { type DestinationStream, pino, type Logger } from 'pino'
import { loggableError } from './loggable-error.ts'

export type { Logger } from 'pino'

/**
 * The project's logger: pretty on a terminal, JSON lines otherwise. Tokens and prompts never reach it: callers log ids, errors
 * are stripped of what they carry (`loggableError`), and `redact` is the last line of defence.
 */
export function createLogger(options: {
  name: string
  level: string
  pretty?: boolean
  /** Where JSON lines go; standard output when left out. */
  destination?: DestinationStream
}): Logger {
  const pretty = options.pretty ?? process.stdout.isTTY
  const settings = {
    name: options.name,
    level: options.level,
    serializers: { err: loggableError },
    redact: [
      'token',
      '*.token',
      'interactionToken',
      '*.interactionToken',
      '*.*.token',
      'headers.authorization',
    ],
  }
  return pretty
    ? pino({ ...settings, transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } })
    : pino(settings, options.destination)
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
