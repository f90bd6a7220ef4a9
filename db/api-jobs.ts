import { and, asc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import { amongIds } from './among.ts'
import type { Db } from './connect.ts'
import { type Generation, generationProgress, generations, type Image, images } from './schema.ts'
import { statement } from './statement.ts'
import { togetherOn } from './together-on.ts'
import { unhurried } from './unhurried.ts'
import { unsettled } from './waiting.ts'

/** Postgres tells everybody who listens on this channel the id of a generation of the API whose state or step changed. */
export const changedChannel = 'generation_changed'

/** Those who paint hear on this channel the id of a generation of the API that somebody watches. */
export const previewWantedChannel = 'preview_wanted'

export interface ApiJobRow {
  generation: Generation
  /** Null before the first step, and after the end. */
  progress: { step: number; steps: number } | null
  /** Of what is delivered: those whose files are there, by their places. */
  images: Image[]
}

interface AskedJob {
  id: string
  userId: string
}

/**
 * A person's job; undefined for one that is another's, or not of the API: nothing of those is read, so that no answer tells by its time
 * which of the two it is. Many clients ask at once: they share a query.
 */
export async function findApiJob(db: Db, asked: AskedJob): Promise<ApiJobRow | undefined> {
  return findTogether(db, asked)
}

const findTogether = togetherOn(async (db, asked: readonly AskedJob[]) => {
  const found = await ownJobs(db, { asked: JSON.stringify(asked) })
  const rows = found.map(({ step, progressSteps, ...generation }) => ({
    generation,
    progress: step === null || progressSteps === null ? null : { step, steps: progressSteps },
  }))
  // Not beside the rows: pictures are written in the transaction that says that they are there.
  const ended = rows.flatMap(({ generation: { id, state } }) => (state === 'delivered' ? [id] : []))
  const painted = ended.length === 0 ? [] : await imagesThere(db, ended)
  const byId = new Map(rows.map((row) => [row.generation.id, row]))
  return asked.map(({ id, userId }): ApiJobRow | undefined => {
    const row = byId.get(id)
    if (row?.generation.userId !== userId) return undefined
    return { ...row, images: painted.filter(({ generationId }) => generationId === id) }
  })
})

const ownJobs = statement((db) =>
  db
    .select({
      ...getTableColumns(generations),
      step: generationProgress.step,
      progressSteps: sql<number | null>`${generationProgress.steps}`.as('progress_steps'),
    })
    .from(generations)
    .leftJoin(generationProgress, eq(generationProgress.generationId, generations.id))
    .where(
      sql`${generations.source} = 'api' and (${generations.id}, ${generations.userId}) in (
        select id, "userId" from jsonb_to_recordset(${sql.placeholder('asked')}::jsonb) as asked(id uuid, "userId" text))`,
    ),
)

async function imagesThere(db: Db, generationIds: readonly string[]): Promise<Image[]> {
  return imagesOfThese(db, { generationIds: JSON.stringify(generationIds) })
}

const imagesOfThese = statement((db) =>
  db
    .select()
    .from(images)
    .where(and(amongIds(images.generationId, sql.placeholder('generationIds')), isNull(images.deletedAt)))
    .orderBy(asc(images.index)),
)

/** A person's picture of the API, whose file is there. */
export async function findApiImage(
  db: Db,
  { id, userId }: { id: string; userId?: string },
): Promise<Image | undefined> {
  const [row] = await db
    .select({ image: images })
    .from(images)
    .innerJoin(generations, eq(images.generationId, generations.id))
    .where(
      and(
        eq(images.id, id),
        eq(generations.source, 'api'),
        eq(generations.state, 'delivered'),
        sql`${images.deletedAt} is null`,
        userId === undefined ? undefined : eq(generations.userId, userId),
      ),
    )
  return row?.image
}

/** The generation that an idempotency key of the API stands for. */
export async function findByIdempotencyKey(db: Db, key: string): Promise<Generation | undefined> {
  const [row] = await db.select().from(generations).where(eq(generations.idempotencyKey, key))
  return row
}

/** A person's jobs that wait or are painted, of those asked for with a key, in the fair order. */
export async function unfinishedApiJobs(
  db: Db,
  { userId, keyId }: { userId: string; keyId: string },
): Promise<string[]> {
  const rows = await db
    .select({ id: generations.id })
    .from(generations)
    .where(and(unsettled, eq(generations.userId, userId), eq(generations.apiKeyId, keyId)))
    .orderBy(sql`${generations.state} = 'queued'`, asc(generations.startTag))
  return rows.map(({ id }) => id)
}

/** A worker tells how far it is. Its `fence` is the attempt it took the row over with: one that lost the row writes nothing. */
export async function writeProgress(
  db: Db,
  { id, attempt }: Pick<Generation, 'id' | 'attempt'>,
  { step, steps, preview }: { step: number; steps: number; preview: Buffer | null },
): Promise<void> {
  await saveProgress(db, { id, attempt, step, steps, preview })
}

const saveProgress = statement((db) =>
  db.execute(sql`
    insert into ${generationProgress} (generation_id, step, steps, preview)
    select id, ${sql.placeholder('step')}::smallint, ${sql.placeholder('steps')}::smallint, ${sql.placeholder('preview')}::bytea
    from ${generations}
    where id = ${sql.placeholder('id')} and attempt = ${sql.placeholder('attempt')} and state = 'painting' and ${unhurried}
    on conflict (generation_id) do update set step = excluded.step, steps = excluded.steps,
      preview = coalesce(excluded.preview, ${generationProgress.preview})`),
)

/** Tells whoever paints it that somebody watches, from now on for some seconds. */
export async function wantPreview(db: Db, id: string): Promise<void> {
  await db.execute(sql`select pg_notify(${previewWantedChannel}, ${id})`)
}

/** The newest preview of a picture that is being painted: a small JPEG. */
export async function previewOf(db: Db, id: string): Promise<Buffer | undefined> {
  const [row] = await db
    .select({ preview: generationProgress.preview })
    .from(generationProgress)
    .where(eq(generationProgress.generationId, id))
  return row?.preview ?? undefined
}

/** Whether these ends are to be told to an address now, the longest due first. */
export async function dueCallbacks(db: Db, most: number): Promise<Generation[]> {
  return db
    .select()
    .from(generations)
    .where(sql`callback_due_at is not null and callback_due_at <= now()`)
    .orderBy(asc(generations.callbackDueAt))
    .limit(most)
}

/** After an attempt to tell: due again in so many seconds, or never when null. */
export async function noteCallback(
  db: Db,
  ids: readonly string[],
  againInSeconds: number | null,
): Promise<void> {
  await db
    .update(generations)
    .set({
      callbackAttempts: sql`${generations.callbackAttempts} + 1`,
      callbackDueAt: againInSeconds === null ? null : sql`now() + make_interval(secs => ${againInSeconds})`,
    })
    .where(inArray(generations.id, [...ids]))
}
