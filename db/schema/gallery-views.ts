import { boolean, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { moment, snowflake } from './columns.ts'

/** What somebody looks at in `/mygallery`: its buttons name a view and a page. */
export const galleryViews = pgTable('gallery_views', {
  id: uuid('id').primaryKey(),
  userId: snowflake('user_id').notNull(),
  /** Words of the prompt, as the person typed them. */
  search: text('search'),
  favouritesOnly: boolean('favourites_only').notNull(),
  /** Pictures of one server only. */
  guildId: snowflake('guild_id'),
  /** Pictures of the last so many days only. */
  days: smallint('days'),
  createdAt: moment('created_at').notNull().defaultNow(),
})
export type GalleryView = typeof galleryViews.$inferSelect
