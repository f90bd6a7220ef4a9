import { doublePrecision, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { snowflake } from './columns.ts'

/** Fair order: a queue's virtual time, and the base that its BullMQ priorities are counted from. */
export const queueClocks = pgTable('queue_clocks', {
  queue: text('queue').primaryKey(),
  virtualTime: doublePrecision('virtual_time').notNull().default(0),
  base: doublePrecision('base').notNull().default(0),
})

/** Fair order: the finish tag of each person in each queue. */
export const queueShares = pgTable(
  'queue_shares',
  {
    queue: text('queue').notNull(),
    userId: snowflake('user_id').notNull(),
    finishTag: doublePrecision('finish_tag').notNull(),
  },
  (t) => [primaryKey({ columns: [t.queue, t.userId] })],
)
