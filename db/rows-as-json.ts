import { getTableColumns, is, SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

/** Half a surrogate pair, as a cut text may end with, is U+FFFD in UTF-8, and an error in jsonb. */
const wellFormed = (_key: string, value: unknown) =>
  typeof value === 'string' ? Buffer.from(value).toString() : value

/** What is half a pair stands escaped in JSON: hardly a row has one, and to look at each value takes ten times as long. */
function jsonOf(rows: readonly object[]): string {
  const json = JSON.stringify(rows)
  return json.includes(String.raw`\ud`) ? JSON.stringify(rows, wellFormed) : json
}

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
    from jsonb_populate_recordset(null::${table}, ${jsonOf(named)}::jsonb) as r`
}
