import { getTableColumns, is, type Placeholder, SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

/** Half a surrogate pair, as a cut text may end with, is U+FFFD in UTF-8, and an error in jsonb. */
const wellFormed = (_key: string, value: unknown) =>
  typeof value === 'string' ? Buffer.from(value).toString() : value

/** What is half a pair stands escaped in JSON: hardly a row has one, and to look at each value takes ten times as long. */
function wellFormedJson(rows: readonly object[]): string {
  const json = JSON.stringify(rows)
  return json.includes(String.raw`\ud`) ? JSON.stringify(rows, wellFormed) : json
}

/** Rows as the value of the placeholder of `rowsAsJson`. */
export function jsonOf<Table extends PgTable>(table: Table, rows: readonly Table['$inferInsert'][]): string {
  const columns = Object.entries(getTableColumns(table))
  return wellFormedJson(
    rows.map((row: Record<string, unknown>) =>
      Object.fromEntries(columns.map(([name, column]) => [column.name, row[name]])),
    ),
  )
}

/**
 * Rows to insert as one parameter: `statement((db) => db.insert(table).select(rowsAsJson(table, sql.placeholder('rows'))))`. Of many wide
 * rows, a statement with a parameter for each value takes longer to be built than to be run.
 */
export function rowsAsJson(table: PgTable, rows: Placeholder): SQL {
  const values = Object.values(getTableColumns(table)).map((column) => {
    const value = sql`r.${sql.identifier(column.name)}`
    if (column.default === undefined) return value
    const initial = is(column.default, SQL) ? column.default : sql.param(column.default, column)
    return sql`coalesce(${value}, ${initial})`
  })
  return sql`select ${sql.join(values, sql`, `)}
    from jsonb_populate_recordset(null::${table}, ${rows}::jsonb) as r`
}
