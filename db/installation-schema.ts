import { sql } from 'drizzle-orm'
import { boolean, check, pgTable, smallint, uuid } from 'drizzle-orm/pg-core'
import { snowflake } from './columns.ts'

/** Whose database this is: one row. */
export const installations = pgTable(
  'installations',
  {
    one: smallint('one').primaryKey().default(1),
    /** Separates two installations on one Redis. */
    id: uuid('id').notNull().defaultRandom(),
    /** The Discord application of its bot; null until the first start. */
    applicationId: snowflake('application_id'),
    /** Whether the application is the emulated Discord's: a real one replaces it. */
    emulated: boolean('emulated').notNull().default(false),
  },
  (t) => [check('installation_is_one', sql`${t.one} = 1`)],
)
