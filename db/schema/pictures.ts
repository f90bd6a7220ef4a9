import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { moment, snowflake } from './columns.ts'
import { generations } from './generations.ts'

/** One finished picture; its PNG is in the store under its id. */
export const images = pgTable(
  'images',
  {
    id: uuid('id').primaryKey(),
    generationId: uuid('generation_id')
      .notNull()
      .references(() => generations.id, { onDelete: 'cascade' }),
    index: smallint('index').notNull(),
    seed: bigint('seed', { mode: 'number' }).notNull(),
    width: smallint('width').notNull(),
    height: smallint('height').notNull(),
    /** Size of the PNG file. */
    bytes: integer('bytes').notNull(),
    /** SHA-256 of the PNG file, hex. */
    sha256: text('sha256').notNull(),
    /** Rows that the UNet was given for it, and those that it is given at Exact; null where nobody counted. */
    unetRuns: integer('unet_runs'),
    unetRunsFull: integer('unet_runs_full'),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** When the file was removed from the store; the row stays. */
    deletedAt: moment('deleted_at'),
  },
  (t) => [uniqueIndex('images_of_generation').on(t.generationId, t.index)],
)
export type Image = typeof images.$inferSelect

/** Messages that show a picture beside the one that it was painted for: what `U1`–`U4` post. */
export const pictureCopies = pgTable(
  'picture_copies',
  {
    messageId: snowflake('message_id').primaryKey(),
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    guildId: snowflake('guild_id'),
    channelId: snowflake('channel_id').notNull(),
    locale: text('locale').notNull(),
    /** Its person deleted the picture: the message is to be emptied, then the row goes. */
    stale: boolean('stale').notNull().default(false),
  },
  (t) => [
    index('picture_copies_of_image').on(t.imageId),
    index('picture_copies_stale')
      .on(t.messageId)
      .where(sql`stale`),
  ],
)
export type PictureCopy = typeof pictureCopies.$inferSelect

/** Pictures that a person wants to find again, their own and others'. */
export const favourites = pgTable(
  'favourites',
  {
    userId: snowflake('user_id').notNull(),
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.imageId] }),
    index('favourites_of_user').on(t.userId, t.createdAt.desc()),
  ],
)
