import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

/** A connection pool, or a transaction on one of its connections: queries take either. */
export type Db = PostgresJsDatabase

export interface Database {
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

/**
 * A connection that was cut while something waited to be written does not begin its next one (postgres.js 3.4.9 keeps the timer
 * of that write): what is asked of it fails after this instead of hanging for ever, and some rounds later it is well again.
 */
const connectTimeoutSeconds = 10

/** Opens a pool. Nothing is sent before the first query; a lost connection is opened again by the next one. */
export function connectDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  // The database restarts within seconds: try again soon, in seconds.
  const usual = { backoff: () => 0.3, onnotice: () => {}, connect_timeout: connectTimeoutSeconds }
  const sql = postgres(url, { ...usual, max: options.maxConnections ?? 10 })
  const lockSql = postgres(url, { ...usual, max: 1, max_lifetime: null })
  return {
    db: drizzle(sql),
    sql,
    lockSql,
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), lockSql.end({ timeout: 5 })])
    },
  }
}
