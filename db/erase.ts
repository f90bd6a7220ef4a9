import { and, asc, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { lockInOrder, personLock } from './lock-in-order.ts'
import {
  apiKeys,
  auditEntries,
  bans,
  drafts,
  type Erasure,
  erasures,
  favourites,
  galleryViews,
  type Generation,
  generationProgress,
  generations,
  images,
  keptForms,
  pictureCopies,
  presets,
  presetsInUse,
  queueShares,
  quotaHolds,
} from './schema.ts'

const unsettled = ['reserved', 'queued', 'painting', 'painted'] as const

/** Records that a person's data is to be deleted, so that a crash only delays it. A second call changes nothing. */
export async function requestErasure(db: Db, userId: string): Promise<void> {
  await db.insert(erasures).values({ userId }).onConflictDoNothing()
}

export async function pendingErasures(db: Db): Promise<Erasure[]> {
  return db.select().from(erasures).orderBy(asc(erasures.requestedAt))
}

export async function findErasure(db: Db, userId: string): Promise<Erasure | undefined> {
  const [row] = await db.select().from(erasures).where(eq(erasures.userId, userId))
  return row
}

/** The person's generations that have not ended yet. */
export async function unsettledBefore(db: Db, { userId, requestedAt }: Erasure): Promise<Generation[]> {
  return db
    .select()
    .from(generations)
    .where(
      and(
        eq(generations.userId, userId),
        inArray(generations.state, unsettled),
        lte(generations.createdAt, requestedAt),
      ),
    )
}

/** The ids of the person's files in the store: their pictures, and the start images and masks that they uploaded. */
export async function filesOf(
  db: Db,
  { userId, requestedAt }: Erasure,
): Promise<{ pictures: string[]; startImages: string[] }> {
  const theirs = and(eq(generations.userId, userId), lte(generations.createdAt, requestedAt))
  const [pictures, startImages, masks] = await Promise.all([
    db
      .select({ id: images.id })
      .from(images)
      .innerJoin(generations, eq(images.generationId, generations.id))
      .where(and(theirs, isNull(images.deletedAt))),
    // A start image may also be somebody's picture, or come from another's request that was painted again.
    db
      .selectDistinct({ id: generations.startImageId })
      .from(generations)
      .where(
        and(
          theirs,
          isNotNull(generations.startImageId),
          eq(generations.kind, 'imagine'),
          sql`not exists (select 1 from ${images} where ${images.id} = ${generations.startImageId})`,
        ),
      ),
    db
      .selectDistinct({ id: generations.maskImageId })
      .from(generations)
      .where(and(theirs, isNotNull(generations.maskImageId), eq(generations.kind, 'imagine'))),
  ])
  return {
    pictures: pictures.map(({ id }) => id),
    startImages: [...startImages, ...masks].flatMap(({ id }) => (id === null ? [] : [id])),
  }
}

/**
 * Deletes a person's data in one transaction; their files are gone already. What stays carries their pseudonym: numbers of
 * past pictures, today's use, and who changed what. False: somebody else has just done it.
 */
export async function erase(db: Db, { userId, requestedAt }: Erasure): Promise<boolean> {
  return db.transaction(async (tx) => {
    // Locked, so that no request of theirs reads their use while it moves from their id to their pseudonym.
    await lockInOrder(tx, [personLock(userId)])
    const pending = await tx.delete(erasures).where(eq(erasures.userId, userId)).returning()
    if (pending.length === 0) return false
    const theirs = and(eq(generations.userId, userId), lte(generations.createdAt, requestedAt))
    const theirIds = tx.select({ id: generations.id }).from(generations).where(theirs)
    const theirImages = tx
      .select({ id: images.id })
      .from(images)
      .where(inArray(images.generationId, theirIds))
    const pseudonym = sql`pseudonym(${userId}::text)`

    await tx
      .delete(favourites)
      .where(or(eq(favourites.userId, userId), inArray(favourites.imageId, theirImages)))
    await tx
      .update(images)
      .set({ deletedAt: sql`coalesce(${images.deletedAt}, now())` })
      .where(inArray(images.generationId, theirIds))
    await tx.update(pictureCopies).set({ stale: true }).where(inArray(pictureCopies.imageId, theirImages))
    await tx.update(quotaHolds).set({ userId: pseudonym }).where(inArray(quotaHolds.generationId, theirIds))
    await tx
      .update(generations)
      .set({
        userId: pseudonym,
        prompt: '',
        negativePrompt: '',
        notes: [],
        startImageId: null,
        maskImageId: null,
        strength: null,
        parentImageId: null,
        interactionToken: null,
        apiKeyId: null,
        requestHash: null,
        requestNotes: null,
        failureText: null,
        callbackUrl: null,
        callbackDueAt: null,
        channelId: channelToKeep,
      })
      .where(theirs)

    await tx.delete(generationProgress).where(inArray(generationProgress.generationId, theirIds))
    await tx.delete(apiKeys).where(eq(apiKeys.userId, userId))
    await tx.delete(drafts).where(eq(drafts.userId, userId))
    await tx.delete(keptForms).where(eq(keptForms.userId, userId))
    await tx.delete(galleryViews).where(eq(galleryViews.userId, userId))
    await tx.delete(presets).where(eq(presets.ownerId, userId))
    await tx.delete(presetsInUse).where(eq(presetsInUse.userId, userId))
    await tx.delete(queueShares).where(eq(queueShares.userId, userId))
    await tx.update(auditEntries).set({ actorId: pseudonym }).where(eq(auditEntries.actorId, userId))
    await tx
      .update(auditEntries)
      .set({ subject: pseudonym })
      .where(inArray(auditEntries.subject, [userId, `<@${userId}>`]))
    // Of a tier that was removed: those who had been given it.
    const mention = `<@${userId}>`
    await tx
      .update(auditEntries)
      .set({
        before: withoutHolder(auditEntries.before, mention),
        after: withoutHolder(auditEntries.after, mention),
      })
      .where(
        sql`${auditEntries.before} -> 'given' ? ${mention}::text or ${auditEntries.after} -> 'given' ? ${mention}::text`,
      )
    await tx.update(bans).set({ bannedBy: pseudonym }).where(eq(bans.bannedBy, userId))
    return true
  })
}

/** The channel of direct messages names the person: it is kept for as long as a message there is to be changed. */
const channelToKeep = sql`case when ${generations.source} = 'discord' and ${generations.guildId} is null and ${generations.messageId} is null then '' else ${generations.channelId} end`

/** Messages that still show the pictures of people who deleted their data. */
export async function messagesToClear(
  db: Db,
  most: number,
): Promise<(Pick<Generation, 'id' | 'locale'> & { channelId: string; messageId: string })[]> {
  const { id, channelId, locale, messageId } = generations
  const rows = await db
    .select({ id, channelId, locale, messageId })
    .from(generations)
    .where(sql`user_id like 'erased:%' and message_id is not null`)
    .orderBy(asc(generations.createdAt))
    .limit(most)
  return rows.flatMap((row) =>
    row.messageId === null || row.channelId === null
      ? []
      : [{ ...row, channelId: row.channelId, messageId: row.messageId }],
  )
}

export async function forgetMessage(db: Db, id: string): Promise<void> {
  await db
    .update(generations)
    .set({
      messageId: null,
      channelId: sql`case when ${generations.guildId} is null then '' else ${generations.channelId} end`,
    })
    .where(eq(generations.id, id))
}

/** `-` takes a text out of a JSON list; a value without such a list stays as it is. */
const withoutHolder = (values: typeof auditEntries.before | typeof auditEntries.after, mention: string) =>
  sql`case when ${values} -> 'given' is null then ${values} else jsonb_set(${values}, '{given}', (${values} -> 'given') - ${mention}::text) end`
