import { wrongAddress as wrong } from './wrong-address.ts'

/**
 * What REDIS_URL says: `redis://user:password@host:port/db`, and `rediss://` with TLS (https://www.iana.org/assignments/uri-schemes/prov/redis).
 * Schemes have no words for certificates; the parameters are those of redis-py (https://redis.readthedocs.io/en/stable/connections.html).
 */
export interface RedisAddress {
  readonly host: string
  readonly port: number
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: number
  /** Undefined: no TLS. */
  readonly tls:
    | undefined
    | { readonly verify: boolean; readonly checkName: boolean; readonly rootCertificate: string | undefined }
}

const known = ['db', 'ssl_cert_reqs', 'ssl_ca_certs', 'ssl_check_hostname']

/** @throws {PersonError} `database_address`: what is wrong, as the end of a sentence that begins with the variable's name */
export function readRedisAddress(text: string): RedisAddress {
  if (!/^rediss?:\/\//.test(text)) wrong('is an address that begins with redis:// or rediss://')
  const url = parsed(text)
  const { hostname, port, username, password, pathname, searchParams } = url
  const unknown = [...searchParams.keys()].find((name) => !known.includes(name))
  if (unknown !== undefined) wrong(`has ${unknown}, which is not known: known are ${known.join(', ')}`)
  const path = pathname.slice(1)
  const database = searchParams.get('db') ?? (path === '' ? '0' : path)
  if (!/^\d+$/.test(database))
    wrong(`has the database "${database}": Redis numbers them, as in redis://host:6379/2`)
  return {
    host: hostname === '' ? 'localhost' : hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 6379 : Number(port),
    user: decoded(username) || undefined,
    password: decoded(password) || undefined,
    database: Number(database),
    tls: url.protocol === 'rediss:' ? readTls(searchParams) : undefined,
  }
}

/** Server and database, for people and logs: no password, no user. */
export function nameOfRedis({ host, port, database }: RedisAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}${database === 0 ? '' : `/${database}`}`
}

function readTls(parameters: URLSearchParams): NonNullable<RedisAddress['tls']> {
  const requirement = parameters.get('ssl_cert_reqs') ?? 'required'
  if (requirement !== 'required' && requirement !== 'none') {
    wrong(`has ssl_cert_reqs=${requirement}: it is required or none`)
  }
  return {
    verify: requirement === 'required',
    checkName: !/^(false|no|0)$/i.test(parameters.get('ssl_check_hostname') ?? ''),
    rootCertificate: parameters.get('ssl_ca_certs') ?? undefined,
  }
}

function parsed(text: string): URL {
  try {
    return new URL(text)
  } catch {
    wrong(
      'is no address: a "#", "/", "?" or "@" in the user name or the password is written %23, %2F, %3F, %40',
    )
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    wrong('has a "%" that stands for itself: write it %25')
  }
}
