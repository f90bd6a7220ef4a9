import { randomUUID } from 'node:crypto'
import { and, eq, gt, lte } from 'drizzle-orm'
import { z } from 'zod'
import { paintSettingsSchema } from '#core/generation.ts'
import type { Db } from './connect.ts'
import { type Draft, drafts } from './schema.ts'

/** Long enough to think it over; quotas, limits and models are looked at again when it is confirmed. */
export const draftLifetimeMs = 60 * 60 * 1000

const settingsSchema = z.array(paintSettingsSchema)
const oldest = (now: Date) => new Date(now.getTime() - draftLifetimeMs)

export async function saveDraft(db: Db, draft: Omit<Draft, 'id'>): Promise<string> {
  const id = randomUUID()
  await db.insert(drafts).values({ id, ...draft })
  return id
}

/** A person's own draft, while it lives; nobody confirms another's. */
export async function findDraft(
  db: Db,
  { id, userId, now }: { id: string; userId: string; now: Date },
): Promise<Draft | undefined> {
  const [row] = await db
    .select()
    .from(drafts)
    .where(and(eq(drafts.id, id), eq(drafts.userId, userId), gt(drafts.createdAt, oldest(now))))
  // Parsed again: another version may have written this JSON.
  return row && { ...row, settings: settingsSchema.parse(row.settings) }
}

/** @returns false when there was none */
export async function dropDraft(db: Db, { id, userId }: { id: string; userId: string }): Promise<boolean> {
  const rows = await db
    .delete(drafts)
    .where(and(eq(drafts.id, id), eq(drafts.userId, userId)))
    .returning({ id: drafts.id })
  return rows.length > 0
}

/** @returns how many drafts were too old */
export async function forgetOldDrafts(db: Db, now: Date): Promise<number> {
  const rows = await db
    .delete(drafts)
    .where(lte(drafts.createdAt, oldest(now)))
    .returning({ id: drafts.id })
  return rows.length
}
