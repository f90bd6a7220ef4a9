import { sql } from 'drizzle-orm'
import { boolean, check, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { moment, snowflake } from './columns.ts'

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

/** The one store that this database's pictures are in, by the id in its marker file. */
export const pictureStores = pgTable(
  'picture_stores',
  {
    one: smallint('one').primaryKey().default(1),
    id: uuid('id').notNull(),
    /** When this database first used the store: older files may belong to another database. */
    since: moment('since').notNull().defaultNow(),
  },
  (t) => [check('picture_store_is_one', sql`${t.one} = 1`)],
)

/** What was last registered with Discord: definitions are sent again only when they changed. */
export const commandRegistrations = pgTable(
  'command_registrations',
  {
    applicationId: snowflake('application_id').notNull(),
    /** `global`, or the server they were registered in. */
    scope: text('scope').notNull(),
    /** SHA-256 of the definitions, hex. */
    hash: text('hash').notNull(),
    registeredAt: moment('registered_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.scope] })],
)
