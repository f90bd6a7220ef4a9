import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment, snowflake } from './columns.ts'

/** What somebody wrote into a form that was refused, so that it opens again as they left it. Short-lived. */
export const keptForms = pgTable(
  'kept_forms',
  {
    id: uuid('id').primaryKey(),
    userId: snowflake('user_id').notNull(),
    /** The form, and what it is about. */
    action: text('action').notNull(),
    aboutId: uuid('about_id').notNull(),
    /** By the inputs' custom ids, as typed. */
    entries: jsonb('entries').$type<Record<string, string>>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [index('kept_forms_by_age').on(t.createdAt)],
)
export type KeptForm = typeof keptForms.$inferSelect
