import { sql } from 'drizzle-orm'
import { check, date, index, pgEnum, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { snowflake } from './columns.ts'
import { generations } from './generations.ts'

export const holdState = pgEnum('hold_state', ['HELD', 'COMMITTED', 'RELEASED'])

/** The quota ledger: one hold a generation, counted against one person, server and UTC day. */
export const quotaHolds = pgTable(
  'quota_holds',
  {
    generationId: uuid('generation_id')
      .primaryKey()
      .references(() => generations.id, { onDelete: 'cascade' }),
    userId: snowflake('user_id').notNull(),
    /** The server, or `dm`: direct messages are a server of their own. */
    scope: text('scope').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    state: holdState('state').notNull().default('HELD'),
    /** HELD: pictures asked for. COMMITTED: pictures delivered. RELEASED: 0. */
    pictures: smallint('pictures').notNull(),
  },
  (t) => [
    index('quota_holds_of_day').on(t.userId, t.day, t.scope),
    index('quota_holds_of_scope').on(t.scope, t.day),
    check('quota_released_is_free', sql`state <> 'RELEASED' or pictures = 0`),
  ],
)
