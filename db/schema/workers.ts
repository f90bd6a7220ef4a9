import { doublePrecision, integer, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import type { ModelFacts } from '#core/model-facts.ts'
import type { Opening } from '#core/opening.ts'
import { moment } from './columns.ts'

/** Every worker process, alive while its heartbeat is young. */
export const workers = pgTable('workers', {
  id: uuid('id').primaryKey(),
  host: text('host').notNull(),
  pid: integer('pid').notNull(),
  device: text('device').notNull(),
  models: jsonb('models').$type<ModelFacts[]>().notNull(),
  slots: smallint('slots').notNull(),
  /** UNet row-pixels a second in millions, measured over its latest pictures; null until the first. */
  speed: doublePrecision('speed'),
  /** While it opens its model: it takes no jobs yet. */
  opening: jsonb('opening').$type<Opening>(),
  startedAt: moment('started_at').notNull().defaultNow(),
  heartbeatAt: moment('heartbeat_at').notNull().defaultNow(),
})
export type WorkerRow = typeof workers.$inferSelect
