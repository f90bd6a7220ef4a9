import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { costThatRan } from '#core/fair-order.ts'
import type { PaintNote } from '#core/paint-notes.ts'
import type { Db } from './connect.ts'
import { giveShareBack } from './fair-shares.ts'
import type { Fence } from './generations.ts'
import { markCopiesStale } from './picture-copies.ts'
import { jsonOf, rowsAsJson } from './rows-as-json.ts'
import { type Generation, generations, type Image, images, pictureCopies } from './schema.ts'
import { statement } from './statement.ts'

export type NewImage = Pick<Image, 'id' | 'index' | 'seed' | 'width' | 'height' | 'bytes' | 'sha256'> &
  Partial<Pick<Image, 'unetRuns' | 'unetRunsFull'>>

/** How a generation's pictures came out, beside those that are there. */
export interface PaintedOutcome {
  /** The reference in the log that says why some could not be painted. */
  failure: string | null
  /** How many the model's safety checker flagged and nobody sees. */
  withheld: number
  /** Whether they are hidden until somebody clicks on them. */
  spoiler: boolean
  notes: readonly PaintNote[]
}

/**
 * The pictures are in the store: writes their rows and the state `painted`, both or neither, and charges the fair order for the work that
 * was really done, where it was counted.
 * False: the row was lost to another attempt, nothing is written.
 */
export async function markPainted(
  db: Db,
  fence: Fence,
  painted: NewImage[],
  outcome: Partial<PaintedOutcome> = {},
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const row = await setPainted(tx, fence, outcome)
    if (row === undefined) return false
    await writeImages(tx, row, painted)
    return true
  })
}

/** What of a painted row its pictures are charged by. */
type PaintedRow = Pick<Generation, 'id' | 'model' | 'userId' | 'count' | 'cost' | 'weight'>

/** The row is painted, in a transaction that is open. Undefined: another attempt has it. */
export async function setPainted(
  tx: Db,
  fence: Fence,
  { failure = null, withheld = 0, spoiler, notes = [] }: Partial<PaintedOutcome>,
): Promise<PaintedRow | undefined> {
  const { id, attempt } = fence
  const [row] = await updatePainted(tx, {
    id,
    attempt,
    failure,
    withheld,
    spoiler: spoiler ?? null,
    notes: JSON.stringify(notes),
  })
  return row
}

/** A painted row's pictures, and the charge for the work that was done. */
export async function writeImages(tx: Db, row: PaintedRow, painted: readonly NewImage[]): Promise<void> {
  await insertImages(tx, {
    rows: jsonOf(
      images,
      painted.map((image) => ({ ...image, generationId: row.id })),
    ),
  })
  const cost = costThatRan(painted, row.count)
  if (cost === undefined || cost === row.cost) return
  await tx.update(generations).set({ cost }).where(eq(generations.id, row.id))
  await giveShareBack(tx, { ...row, queue: row.model, cost: row.cost - cost })
}

const updatePainted = statement((db) =>
  db
    .update(generations)
    .set({
      state: 'painted',
      paintedAt: sql`now()`,
      failure: sql`${sql.placeholder('failure')}::text`,
      withheld: sql`${sql.placeholder('withheld')}::smallint`,
      spoiler: sql`coalesce(${sql.placeholder('spoiler')}::boolean, ${generations.spoiler})`,
      notes: sql`${sql.placeholder('notes')}::jsonb`,
    })
    .where(
      and(
        eq(generations.id, sql.placeholder('id')),
        eq(generations.attempt, sql.placeholder('attempt')),
        eq(generations.state, 'painting'),
      ),
    )
    .returning({
      id: generations.id,
      model: generations.model,
      userId: generations.userId,
      count: generations.count,
      cost: generations.cost,
      weight: generations.weight,
    }),
)

const insertImages = statement((db) => db.insert(images).select(rowsAsJson(images, sql.placeholder('rows'))))

export async function imagesOf(db: Db, generationId: string): Promise<Image[]> {
  return db.select().from(images).where(eq(images.generationId, generationId)).orderBy(asc(images.index))
}

/** Their files are not in the store (any more); the rows stay. */
export async function markGone(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(images)
    .set({ deletedAt: sql`coalesce(${images.deletedAt}, now())` })
    .where(inArray(images.id, [...ids]))
}

/**
 * The pictures that a message of ours shows, without those that their person deleted. Where the clean-up has removed every file,
 * all of them are returned: their settings are still known.
 */
export async function imagesOfMessage(db: Db, messageId: string): Promise<Image[]> {
  const painted = db
    .select({ image: images })
    .from(images)
    .innerJoin(generations, eq(images.generationId, generations.id))
    .where(and(eq(generations.messageId, messageId), ne(generations.prompt, '')))
    .orderBy(asc(images.index))
  const copied = db
    .select({ image: images })
    .from(images)
    .innerJoin(pictureCopies, eq(pictureCopies.imageId, images.id))
    .innerJoin(generations, eq(images.generationId, generations.id))
    .where(and(eq(pictureCopies.messageId, messageId), ne(generations.prompt, '')))
  const [own, copies] = await Promise.all([painted, copied])
  const shown = [...own, ...copies].map(({ image }) => image)
  const kept = shown.filter(({ deletedAt }) => deletedAt === null)
  return kept.length > 0 ? kept : shown
}

export async function findImage(db: Db, id: string): Promise<Image | undefined> {
  const [row] = await db.select().from(images).where(eq(images.id, id))
  return row
}

/**
 * A person deletes one image of a generation, or all. When none is left, the generation's prompt is forgotten. Every message that
 * shows a deleted image is marked to be changed, the generation's own included.
 * @returns the ids whose files are to be removed from the store
 */
export async function deleteImages(db: Db, generationId: string, only?: string): Promise<string[]> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .update(images)
      .set({ deletedAt: sql`coalesce(${images.deletedAt}, now())` })
      .where(and(eq(images.generationId, generationId), only === undefined ? undefined : eq(images.id, only)))
      .returning({ id: images.id })
    const ids = rows.map(({ id }) => id)
    const left = await tx.$count(images, and(eq(images.generationId, generationId), isNull(images.deletedAt)))
    if (left === 0) {
      await tx
        .update(generations)
        .set({ prompt: '', negativePrompt: '', notes: [] })
        .where(eq(generations.id, generationId))
    }
    const [generation] = await tx.select().from(generations).where(eq(generations.id, generationId))
    await markCopiesStale(tx, ids)
    const [imageId] = ids
    const { messageId = null, channelId = null } = generation ?? {}
    if (generation !== undefined && messageId !== null && channelId !== null && imageId !== undefined) {
      const { guildId, locale } = generation
      await tx
        .insert(pictureCopies)
        .values({ messageId, imageId, guildId, channelId, locale, stale: true })
        .onConflictDoUpdate({ target: pictureCopies.messageId, set: { stale: true } })
    }
    return ids
  })
}
