import { asc, eq, inArray } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { type Generation, generations, images, type PictureCopy, pictureCopies } from './schema.ts'

/** A message shows this picture, beside the message that it was painted for. */
export async function savePictureCopy(db: Db, copy: Omit<PictureCopy, 'stale'>): Promise<void> {
  await db.insert(pictureCopies).values(copy).onConflictDoNothing()
}

/** Messages that still show a picture which its person deleted. */
export async function stalePictureCopies(
  db: Db,
  most: number,
): Promise<{ copy: PictureCopy; generation: Generation }[]> {
  return db
    .select({ copy: pictureCopies, generation: generations })
    .from(pictureCopies)
    .innerJoin(images, eq(pictureCopies.imageId, images.id))
    .innerJoin(generations, eq(images.generationId, generations.id))
    .where(eq(pictureCopies.stale, true))
    .orderBy(asc(pictureCopies.messageId))
    .limit(most)
}

export async function forgetPictureCopy(db: Db, messageId: string): Promise<void> {
  await db.delete(pictureCopies).where(eq(pictureCopies.messageId, messageId))
}

/** These pictures were deleted: the messages that show copies of them are to be emptied. */
export async function markCopiesStale(db: Db, imageIds: readonly string[]): Promise<void> {
  if (imageIds.length === 0) return
  await db
    .update(pictureCopies)
    .set({ stale: true })
    .where(inArray(pictureCopies.imageId, [...imageIds]))
}
