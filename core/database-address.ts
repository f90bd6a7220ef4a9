import { type DatabaseTls, readTls } from './database-tls.ts'
import { wrongAddress as wrong } from './wrong-address.ts'

/**
 * What DATABASE_URL says, read once for every driver. The grammar and the parameters are libpq's
 * (https://www.postgresql.org/docs/current/libpq-connect.html), and so is what each `sslmode` means.
 */
export interface DatabaseAddress {
  /** A name, an IP address, or the folder of a Unix socket, which begins with `/`. */
  readonly host: string
  readonly port: number
  /** Undefined: PGUSER, or the name of the operating system's user. */
  readonly user: string | undefined
  /** Undefined: PGPASSWORD, or none. */
  readonly password: string | undefined
  /** Undefined: named as the user. */
  readonly database: string | undefined
  readonly tls: DatabaseTls
  readonly applicationName: string
  /** Command-line options for the server's process, such as `-c statement_timeout=5s`. */
  readonly options: string | undefined
  readonly connectTimeoutSeconds: number
  /** Parts of the address that are ignored, one sentence each. */
  readonly notes: readonly string[]
}

/**
 * A connection that was cut while something waited to be written does not begin its next one (postgres.js 3.4.9 keeps the timer
 * of that write): what is asked of it fails after this instead of hanging for ever, and some rounds later it is well again.
 */
const connectTimeoutSeconds = 10

/** Parameters that may be ignored, as they change nothing here. A list names the values for which that is so. */
const meaningless: Record<string, readonly string[] | 'any'> = {
  uselibpqcompat: 'any',
  schema: ['public'],
  pgbouncer: ['false'],
  channel_binding: ['prefer', 'disable'],
  gssencmode: ['prefer', 'disable'],
  target_session_attrs: ['any', 'read-write', 'primary'],
  client_encoding: ['utf8', 'UTF8', 'UTF-8', 'auto'],
  fallback_application_name: 'any',
}

const taken = new Set(
  `host hostaddr port user password dbname application_name options connect_timeout ssl sslmode sslrootcert sslcert
  sslkey sslpassword sslnegotiation ssl_min_protocol_version`.split(/\s+/),
)

/**
 * @throws {PersonError} `database_address`: what is wrong, as the end of a sentence that begins with the variable's name
 */
export function readDatabaseAddress(text: string): DatabaseAddress {
  const scheme = /^postgres(?:ql)?:\/\//.exec(text)
  if (scheme === null) wrong('is an address that begins with postgres:// or postgresql://')
  const rest = text.slice(scheme[0].length)
  const pathStart = rest.search(/[/?]/)
  // Passwords hold what people typed: the last @ before the path ends them.
  const authority = pathStart === -1 ? rest : rest.slice(0, pathStart)
  const at = authority.lastIndexOf('@')
  const [user, password] = splitOnce(authority.slice(0, Math.max(at, 0)), ':')
  const { host, port } = readServer(authority.slice(at + 1))
  const [path, query = ''] = splitOnce(rest.slice(authority.length), '?')
  const parameters = readParameters(query)
  const given = (name: string) => parameters.get(name) || undefined

  refuseOtherSchemas(given('schema'), given('options'))
  const name = given('host') ?? (host === '' ? 'localhost' : host)
  if (name.includes(',') || given('hostaddr')?.includes(',') === true) {
    wrong('names several servers: name one, or an address that leads to the right one of them')
  }
  return {
    host: given('hostaddr') ?? name,
    port: readPort(given('port') ?? port),
    user: given('user') ?? (decoded(user) || undefined),
    password: given('password') ?? (password === undefined ? undefined : decoded(password)),
    database: given('dbname') ?? (decoded(path.slice(1)) || undefined),
    tls: readTls(given, name),
    applicationName: given('application_name') ?? 'dragon-wings',
    options: given('options'),
    connectTimeoutSeconds: readTimeout(given('connect_timeout')),
    notes: notesOn(parameters),
  }
}

/** Server and database, for people and logs: no password, no user. */
export function nameOfDatabase({ host, port, database }: DatabaseAddress): string {
  const server = host.includes(':') ? `[${host}]` : host
  return `${server}:${port}${database === undefined ? '' : `/${database}`}`
}

function readServer(text: string): { host: string; port: string | undefined } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text)
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: bracketed[2] }
  if (text.includes(',')) return { host: text, port: undefined }
  const [host, port] = splitOnce(text, ':')
  return { host: decoded(host), port }
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return 5432
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port
  wrong(
    `has no port where one should be: a "/", "?" or ":" in the user name or the password is written %2F, %3F, %3A`,
  )
}

function readTimeout(text: string | undefined): number {
  if (text === undefined) return connectTimeoutSeconds
  if (!/^\d+$/.test(text)) wrong(`has connect_timeout=${text}: it is a whole number of seconds`)
  // To libpq 0 is for ever; a connection that hangs for ever would never be opened anew.
  return Number(text) || connectTimeoutSeconds
}

function readParameters(query: string): ReadonlyMap<string, string> {
  return new Map(
    query
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name, value = ''] = splitOnce(pair, '=')
        return [decoded(name), decoded(value)] as const
      }),
  )
}

function refuseOtherSchemas(schema: string | undefined, options: string | undefined): void {
  if ((schema ?? 'public') !== 'public') {
    wrong(
      `has schema=${schema}: the tables are in the schema public, so leave it out and give each installation a database of its own`,
    )
  }
  if (options?.includes('search_path') === true) {
    wrong(
      'sets search_path: the tables are in the schema public, so leave it out and give each installation a database of its own',
    )
  }
}

function notesOn(parameters: ReadonlyMap<string, string>): string[] {
  const unused = [...parameters].filter(([name, value]) => {
    const values = taken.has(name) ? 'any' : meaningless[name]
    return values !== 'any' && values?.includes(value) !== true
  })
  return unused.map(([name]) => {
    switch (name) {
      case 'channel_binding':
        return 'DATABASE_URL asks for channel_binding, which is not used: sslmode=verify-full is what makes sure of the server.'
      case 'pgbouncer':
        return 'DATABASE_URL says pgbouncer=true, which is not used: a pooler has to be in session mode, since others keep neither LISTEN nor session locks.'
      default:
        return `DATABASE_URL has ${name}, which is not used.`
    }
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    wrong('has a "%" that stands for itself: write it %25')
  }
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)]
}
