import { index, jsonb, pgEnum, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { generationKinds, type PaintSettings } from '#core/generation.ts'

export const generationKind = pgEnum('generation_kind', generationKinds)

/** A request that its person has to confirm before it is painted; nothing is reserved until then. Short-lived. */
export const drafts = pgTable(
  'drafts',
  {
    id: uuid('id').primaryKey(),
    userId: text('user_id').notNull(),
    kind: generationKind('kind').notNull(),
    parentImageId: uuid('parent_image_id'),
    /** Each is one generation. */
    settings: jsonb('settings').$type<PaintSettings[]>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (t) => [index('drafts_by_age').on(t.createdAt)],
)
export type Draft = typeof drafts.$inferSelect

/** What somebody wrote into a form that was refused, so that it opens again as they left it. Short-lived. */
export const keptForms = pgTable(
  'kept_forms',
  {
    id: uuid('id').primaryKey(),
    userId: text('user_id').notNull(),
    /** The form, and what it is about. */
    action: text('action').notNull(),
    aboutId: uuid('about_id').notNull(),
    /** By the inputs' custom ids, as typed. */
    entries: jsonb('entries').$type<Record<string, string>>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (t) => [index('kept_forms_by_age').on(t.createdAt)],
)
export type KeptForm = typeof keptForms.$inferSelect
