import { type SQL, sql, type SQLWrapper } from 'drizzle-orm'

/**
 * A text column that has one of these values, whose number does not change the statement: it is prepared once for however many. Of
 * drizzle's `inArray` each number of values is another statement.
 */
export function among(column: SQLWrapper, values: readonly string[]): SQL {
  return sql`${column} in (select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`
}

/** The same for a column of UUIDs. */
export function amongIds(column: SQLWrapper, ids: readonly string[]): SQL {
  return sql`${column} in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`
}
