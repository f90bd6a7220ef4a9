import { type Placeholder, type SQL, sql, type SQLWrapper } from 'drizzle-orm'

/** The values themselves, or of a `statement` the placeholder for them as JSON. */
type Values = readonly string[] | Placeholder

const asJson = (values: Values) => (isList(values) ? JSON.stringify(values) : values)
const isList = (values: Values): values is readonly string[] => Array.isArray(values)

/**
 * A text column that has one of these values, whose number does not change the statement: it is prepared once for however many. Of
 * drizzle's `inArray` each number of values is another statement.
 */
export function among(column: SQLWrapper, values: Values): SQL {
  return sql`${column} in (select jsonb_array_elements_text(${asJson(values)}::jsonb))`
}

/** The same for a column of UUIDs. */
export function amongIds(column: SQLWrapper, ids: Values): SQL {
  return sql`${column} in (select value::uuid from jsonb_array_elements_text(${asJson(ids)}::jsonb))`
}

/** The same for a column of days. */
export function amongDays(column: SQLWrapper, days: Values): SQL {
  return sql`${column} in (select value::date from jsonb_array_elements_text(${asJson(days)}::jsonb))`
}
