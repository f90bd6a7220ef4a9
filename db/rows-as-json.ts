import { getTableColumns, is, SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

/** Half a surrogate pair, as a cut text may end with, is U+FFFD in UTF-8, and an error in jsonb. */
const wellFormed = (_key: string, value: unknown) =>
  typeof value === 'string' ? Buffer.from(value).toString() : value

/**
 * Rows to insert as one parameter: `tx.insert(table).select(rowsAsJson(table, rows))`. Of many wide rows, a statement with a
 * parameter for each value takes longer to be built than to be run.
 */
export function rowsAsJson<Table extends PgTable>(table: Table, rows: readonly Table['$inferInsert'][]): SQL {
  const columns = Object.entries(getTableColumns(table))
  const values = columns.map(([, column]) => {
    const value = sql`r.${sql.identifier(column.name)}`
    if (column.default === undefined) return value
    const initial = is(column.default, SQL) ? column.default : sql.param(column.default, column)
    return sql`coalesce(${value}, ${initial})`
  })
  const named = rows.map((row: Record<string, unknown>) =>
    Object.fromEntries(columns.map(([name, column]) => [column.name, row[name]])),
  )
  return sql`select ${sql.join(values, sql`, `)}
    from jsonb_populate_recordset(null::${table}, ${JSON.stringify(named, wellFormed)}::jsonb) as r`
}
