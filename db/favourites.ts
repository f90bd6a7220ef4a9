import { and, eq } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { favourites } from './schema.ts'

/** Adds a picture to a person's favourites, or takes it out again. @returns whether it is one now */
export async function toggleFavourite(db: Db, userId: string, imageId: string): Promise<boolean> {
  const removed = await db
    .delete(favourites)
    .where(and(eq(favourites.userId, userId), eq(favourites.imageId, imageId)))
    .returning({ imageId: favourites.imageId })
  if (removed.length > 0) return false
  await db.insert(favourites).values({ userId, imageId }).onConflictDoNothing()
  return true
}

/** Whether it is a favourite of this person, or of anybody. */
export async function isFavourite(db: Db, imageId: string, userId?: string): Promise<boolean> {
  const [row] = await db
    .select({ imageId: favourites.imageId })
    .from(favourites)
    .where(
      and(eq(favourites.imageId, imageId), userId === undefined ? undefined : eq(favourites.userId, userId)),
    )
    .limit(1)
  return row !== undefined
}
