import { sql } from 'drizzle-orm'
import { boolean, check, pgTable, smallint, uuid } from 'drizzle-orm/pg-core'
import { snowflake } from './columns.ts'

/** Whose database this is: one row. */
export const installations = pgTable(
  'installations',
  {
    one: smallint('one').primaryKey().default(1),
    /** What separates two installations on one Redis. */
    id: uuid('id').notNull().defaultRandom(),
    /** The Discord application of its bot; null until the first start. */
    applicationId: snowflake('application_id'),
    /** The emulated Discord's application, which a real one takes the place of. */
    emulated: boolean('emulated').notNull().default(false),
  },
  (t) => [check('installation_is_one', sql`${t.one} = 1`)],
)
