import { desc, eq } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { bans } from './schema.ts'

export type Ban = typeof bans.$inferSelect

export async function findBan(db: Db, userId: string): Promise<Ban | undefined> {
  const [row] = await db.select().from(bans).where(eq(bans.userId, userId))
  return row
}

export async function saveBan(db: Db, ban: Pick<Ban, 'userId' | 'reason' | 'bannedBy'>): Promise<void> {
  await db.insert(bans).values(ban).onConflictDoUpdate({ target: bans.userId, set: ban })
}

export async function liftBan(db: Db, userId: string): Promise<void> {
  await db.delete(bans).where(eq(bans.userId, userId))
}

/** The latest bans first. */
export async function latestBans(db: Db, count: number): Promise<Ban[]> {
  return db.select().from(bans).orderBy(desc(bans.bannedAt)).limit(count)
}
