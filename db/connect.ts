import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { type DatabaseAddress, readDatabaseAddress } from '#core/database-address.ts'
import { sparingLostConnections } from './lost-transactions.ts'
import { preparing } from './prepared-statements.ts'
import { tlsOptions } from './tls/tls-options.ts'

/** A connection pool, or a transaction on one of its connections: queries take either. */
export type Db = PostgresJsDatabase

export interface Database {
  readonly address: DatabaseAddress
  db: Db
  /** The driver itself, for LISTEN. */
  sql: postgres.Sql
  /**
   * The one connection that holds session-level locks. Not one that the pool reserves: postgres.js 3.4 ends the whole
   * process when something is sent on a reserved connection whose server died (porsager/postgres, issue 1208).
   */
  lockSql: postgres.Sql
  close(): Promise<void>
}

/** Opens a pool. Nothing is sent before the first query; a lost connection is opened again by the next one. */
export function connectDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  const address = readDatabaseAddress(url)
  const usual = driverOptions(address)
  const sql = postgres({ ...usual, max: options.maxConnections ?? 10 })
  const lockSql = postgres({ ...usual, max: 1, max_lifetime: null })
  return {
    address,
    db: drizzle(preparing(sparingLostConnections(sql))),
    sql,
    lockSql,
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), lockSql.end({ timeout: 5 })])
    },
  }
}

/** An address for postgres.js. */
function driverOptions(address: DatabaseAddress): postgres.Options<Record<string, never>> {
  const { host, port, user, password, database, tls } = address
  return {
    // As a text, postgres.js would search the host for ports and further servers, and misread an IPv6 address. It also takes lists,
    // which its types leave out.
    host: [host] as unknown as string,
    // As above.
    port: [port] as unknown as number,
    ...(host.startsWith('/') && { path: `${host}/.s.PGSQL.${port}` }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    ssl: { never: false as const, 'where offered': 'prefer' as const, always: tlsOptions(tls) }[
      tls.encryption
    ],
    ...(tls.direct && { sslnegotiation: 'direct' }),
    connection: {
      application_name: address.applicationName,
      ...(address.options !== undefined && { options: address.options }),
    },
    connect_timeout: address.connectTimeoutSeconds,
    // The database restarts within seconds: try again soon, in seconds.
    backoff: () => 0.3,
    onnotice: () => {},
  }
}
