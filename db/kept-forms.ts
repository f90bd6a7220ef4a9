import { randomUUID } from 'node:crypto'
import { and, eq, gt, lte } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { draftLifetimeMs } from './drafts.ts'
import { type KeptForm, keptForms } from './schema.ts'

const oldest = (now: Date) => new Date(now.getTime() - draftLifetimeMs)

export async function keepForm(db: Db, form: Omit<KeptForm, 'id'>): Promise<string> {
  const id = randomUUID()
  await db.insert(keptForms).values({ id, ...form })
  return id
}

/** A person's own, while it lives. */
export async function findKeptForm(
  db: Db,
  { id, userId, now }: { id: string; userId: string; now: Date },
): Promise<KeptForm | undefined> {
  const [row] = await db
    .select()
    .from(keptForms)
    .where(and(eq(keptForms.id, id), eq(keptForms.userId, userId), gt(keptForms.createdAt, oldest(now))))
  return row
}

export async function forgetOldForms(db: Db, now: Date): Promise<void> {
  await db.delete(keptForms).where(lte(keptForms.createdAt, oldest(now)))
}
