import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

/** A connection pool, or a transaction on one of its connections: queries take either. */
export type Db = PostgresJsDatabase

export interface Database {
  db: Db
  /** The driver itself, for LISTEN and session-level locks. */
  sql: postgres.Sql
  close(): Promise<void>
}

/** Opens a pool. Nothing is sent before the first query; a lost connection is opened again by the next one. */
export function connectDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  const sql = postgres(url, {
    max: options.maxConnections ?? 10,
    // The database restarts within seconds: try again soon, in seconds.
    backoff: () => 0.3,
    onnotice: () => {},
  })
  return { db: drizzle(sql), sql, close: () => sql.end({ timeout: 5 }) }
}
