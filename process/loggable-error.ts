/** An error as a line of the log shows it. */
export interface LoggableError {
  type: string
  message: string
  stack: string
  [field: string]: unknown
}

/**
 * What of an error's own fields may be logged; all others stay out. Errors of @discordjs/rest carry the body of their request,
 * those of drizzle the parameters of their query, those of PostgreSQL whole rows: prompts, and tokens that answer as us.
 */
const fields = [
  'code',
  'errno',
  'syscall',
  'status',
  'method',
  'url',
  'rawError',
  'constraint_name',
  'table_name',
] as const

/** The routes whose path holds an interaction's token (docs.discord.com: interactions/receiving-and-responding). */
const tokenInPath = /\/(webhooks|interactions)\/(\d+)\/[^/?\s"']+/g
const withoutToken = (text: string) => text.replaceAll(tokenInPath, '/$1/$2/…')

/** An error without anybody's words and without tokens, for the log, which others than their owner read. */
export function loggableError(error: unknown): unknown {
  return error instanceof Error ? withoutSecrets(error) : error
}

/** The stack of a bug that ends a process, with those beneath it, for where no logger is. */
export function loggableStack(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { stack } = withoutSecrets(error)
  return error.cause === undefined ? stack : `${stack}\nCaused by: ${loggableStack(error.cause)}`
}

function withoutSecrets(error: Error): LoggableError {
  const message = withoutToken(messageOf(error))
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    message,
    // A stack begins with the message.
    stack: withoutToken((error.stack ?? '').replace(error.message, () => message)),
    ...Object.fromEntries(fields.flatMap((field) => fieldOf(error, field))),
    ...(error instanceof AggregateError && { errors: error.errors.map(loggableError) }),
    ...(error.cause === undefined ? {} : { cause: loggableError(error.cause) }),
  }
}

/** Drizzle writes a query's parameters behind it (drizzle-orm, `DrizzleQueryError`). */
function messageOf(error: Error): string {
  return 'query' in error && 'params' in error && typeof error.query === 'string'
    ? `Failed query: ${error.query}`
    : error.message
}

function fieldOf(error: Error, field: (typeof fields)[number]): [string, unknown][] {
  const value: unknown = Object.getOwnPropertyDescriptor(error, field)?.value
  if (value === undefined) return []
  return [[field, typeof value === 'string' ? withoutToken(value) : value]]
}
