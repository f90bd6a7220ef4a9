import { doublePrecision, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core'
import { moment, snowflake } from './columns.ts'
import { paintSpeed } from './paint-speed.ts'
import { schedulerSlug } from './scheduler-slug.ts'

/** Presets that people and servers made, beside the shipped ones. */
export const presets = pgTable(
  'presets',
  {
    /** A person's id, or a server's. */
    ownerId: snowflake('owner_id').notNull(),
    /** As it is looked up: the name in lower case. */
    key: text('key').notNull(),
    name: text('name').notNull(),
    style: text('style').notNull(),
    negativePrompt: text('negative_prompt').notNull(),
    steps: smallint('steps'),
    guidance: doublePrecision('guidance'),
    scheduler: schedulerSlug('scheduler'),
    speed: paintSpeed('speed'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.key] })],
)

/** The preset that a person's `/imagine` takes when they name none. */
export const presetsInUse = pgTable('presets_in_use', {
  userId: snowflake('user_id').primaryKey(),
  name: text('name').notNull(),
})
