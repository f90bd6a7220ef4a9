import { index, jsonb, pgEnum, pgTable, uuid } from 'drizzle-orm/pg-core'
import { generationKinds, type PaintSettings } from '#core/generation.ts'
import { moment, snowflake } from './columns.ts'

export const generationKind = pgEnum('generation_kind', generationKinds)

/** A request that its person has to confirm before it is painted; nothing is reserved until then. Short-lived. */
export const drafts = pgTable(
  'drafts',
  {
    id: uuid('id').primaryKey(),
    userId: snowflake('user_id').notNull(),
    kind: generationKind('kind').notNull(),
    parentImageId: uuid('parent_image_id'),
    /** Each is one generation. */
    settings: jsonb('settings').$type<PaintSettings[]>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [index('drafts_by_age').on(t.createdAt)],
)
export type Draft = typeof drafts.$inferSelect
