import { sql } from 'drizzle-orm'
import { check, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import { moment, snowflake } from './columns.ts'

/** People whose data is being deleted; the row goes with it. */
export const erasures = pgTable('erasures', {
  userId: snowflake('user_id').primaryKey(),
  requestedAt: moment('requested_at').notNull().defaultNow(),
})
export type Erasure = typeof erasures.$inferSelect

/**
 * The key that pseudonyms are made with: one row, made by the migration that also makes the function `pseudonym(text)`, a keyed
 * SHA-256. Without the key a pseudonym leads to nobody; with it, the quota that a person used today still counts.
 */
export const pseudonymKeys = pgTable(
  'pseudonym_keys',
  {
    id: smallint('id').primaryKey().default(1),
    key: text('key').notNull(),
  },
  (t) => [check('pseudonym_key_is_one', sql`${t.id} = 1`)],
)
