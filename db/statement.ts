import type { Query } from 'drizzle-orm'
import { PgDialect, PgPreparedQuery, type PreparedQueryConfig, PgSession } from 'drizzle-orm/pg-core'
import type { SelectedFieldsOrdered } from 'drizzle-orm/pg-core/query-builders/select.types'
import { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type { Db } from './connect.ts'

/** What drizzle makes of a statement before it runs it. */
interface Built {
  query: Query
  fields: SelectedFieldsOrdered | undefined
  isResponseInArrayMode: boolean
}

/**
 * A statement whose text is built at its first use, and not at each one: of a wide table that takes longer than PostgreSQL needs to run it.
 * `db.….prepare()` does the same for the pool alone; this is for the pool and each transaction on it. What differs from use to use is a
 * `sql.placeholder`. Fields are columns and expressions, not objects of them: those of a left join would not become null.
 * @param draw what is to run, on a database that runs nothing
 * @throws when the value of a placeholder is missing
 */
export function statement<Drawn extends PromiseLike<unknown>>(
  draw: (db: Db) => Drawn,
): (db: Db, values?: Record<string, unknown>) => Promise<Awaited<Drawn>> {
  let known: Built | undefined
  return (db, values = {}) => {
    known ??= build(draw)
    const { query, fields, isResponseInArrayMode } = known
    const prepared = db._.session.prepareQuery<{ execute: Awaited<Drawn>; all: never; values: never }>(
      query,
      fields,
      undefined,
      isResponseInArrayMode,
    )
    return prepared.execute(values)
  }
}

function build(draw: (db: Db) => PromiseLike<unknown>): Built {
  const dialect = new PgDialect()
  const keeping = new Keeping(dialect)
  const drawn: object = draw(new PostgresJsDatabase(dialect, keeping, undefined))
  // A statement of drizzle's builders is built by this; a text, as it was drawn.
  if ('prepare' in drawn && typeof drawn.prepare === 'function') drawn.prepare('kept')
  if (keeping.kept === undefined) throw new Error('no statement was drawn')
  return keeping.kept
}

/** Keeps a statement instead of running it. */
class Keeping extends PgSession {
  kept: Built | undefined

  override prepareQuery<T extends PreparedQueryConfig>(
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    _name: string | undefined,
    isResponseInArrayMode: boolean,
  ): PgPreparedQuery<T> {
    this.kept = { query, fields, isResponseInArrayMode }
    return new NotRun<T>(query, undefined, undefined)
  }

  override transaction(): never {
    throw new Error('a statement holds no transaction')
  }
}

class NotRun<T extends PreparedQueryConfig> extends PgPreparedQuery<T> {
  override execute(): never {
    throw new Error('this statement is drawn only')
  }

  /** @internal Drizzle asks each prepared query, and leaves it out of its types. */
  isResponseInArrayMode(): boolean {
    return false
  }
}
