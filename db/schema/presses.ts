import { pgTable, text } from 'drizzle-orm/pg-core'
import { moment, snowflake } from './columns.ts'

/** The latest press of each button by each person, for as long as another one would be the same. */
export const presses = pgTable('presses', {
  /** A hash of the person, the message and the button, so that the table does not tell who pressed which button. */
  key: text('key').primaryKey(),
  interactionId: snowflake('interaction_id').notNull(),
  /** By Discord's clock. */
  pressedAt: moment('pressed_at').notNull(),
})
