import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytes, moment, snowflake } from './columns.ts'

/** Keys with which programs act for a person. The key itself is shown once and kept nowhere. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid('id').primaryKey(),
    /** SHA-256 of the key, hex. A key is 256 random bits, which nobody finds by trying. */
    hash: text('hash').notNull(),
    /** The key's first characters, by which its person knows it again. */
    prefix: text('prefix').notNull(),
    userId: snowflake('user_id').notNull(),
    name: text('name').notNull(),
    /** The server that it was made in, whose rules and tiers hold for it; null: as in direct messages. */
    guildId: snowflake('guild_id'),
    /** Their roles there, as Discord told them when they last did something in it. */
    roleIds: snowflake('role_ids')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** What they bought holds until then, as far as Discord has told; null: they bought nothing. */
    entitledUntil: moment('entitled_until'),
    /** Made where Discord lets adults alone in. */
    ageRestricted: boolean('age_restricted').notNull().default(false),
    /** Pictures a day with this key; null: as many as its person may have. */
    picturesPerDay: integer('pictures_per_day'),
    /** What a client of A1111's shape chose by itself: the model, and its like. */
    options: jsonb('options').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
  },
  (t) => [uniqueIndex('api_keys_hash').on(t.hash), index('api_keys_of_user').on(t.userId)],
)
export type ApiKey = typeof apiKeys.$inferSelect

/** How far a picture of the API is: what its person's program asks for, whichever process answers. Gone when it ends. */
export const generationProgress = pgTable('generation_progress', {
  generationId: uuid('generation_id').primaryKey(),
  step: smallint('step').notNull(),
  steps: smallint('steps').notNull(),
  /** A small JPEG. */
  preview: bytes('preview'),
})
