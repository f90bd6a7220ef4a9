import { and, asc, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { GenerationState, PaintSettings } from '#core/generation.ts'
import { defaultSpeed } from '#core/speeds.ts'
import type { Db } from './connect.ts'
import { type DiscordGeneration, isForDiscord } from './discord-generation.ts'
import { type Generation, generations } from './schema.ts'
import { statement } from './statement.ts'
import { togetherOn } from './together-on.ts'

/** Every write of a worker carries the attempt it took the row over with: a worker that lost the row changes nothing. */
export interface Fence {
  id: string
  attempt: number
}

const fenced = ({ id, attempt }: Fence, ...states: GenerationState[]) =>
  and(eq(generations.id, id), eq(generations.attempt, attempt), inArray(generations.state, states))

/** The ids in each log line about a generation: its own, and that of the interaction, the draft or the API key it came from. */
export function logIdsOf(row: Generation): Record<string, string> {
  const { id, draftId, apiKeyId, idempotencyKey, source } = row
  if (draftId !== null) return { generation: id, draft: draftId }
  if (source === 'discord') return { generation: id, interaction: idempotencyKey }
  return { generation: id, ...(apiKeyId === null ? {} : { key: apiKeyId }) }
}

export async function findGeneration(db: Db, id: string): Promise<Generation | undefined> {
  const [row] = await db.select().from(generations).where(eq(generations.id, id))
  return row
}

/** The acknowledgement stood: the message is known, the generation may be painted. False when it was released meanwhile. */
export async function markQueued(db: Db, id: string, messageId: string): Promise<boolean> {
  return markQueuedTogether(db, { id, messageId })
}

const markedRows = z.array(z.object({ id: z.string() }))
const markQueuedTogether = togetherOn(async (db, shown: readonly { id: string; messageId: string }[]) => {
  const rows = await markShown(db, { shown: JSON.stringify(shown) })
  const marked = new Set(markedRows.parse([...rows]).map(({ id }) => id))
  return shown.map(({ id }) => marked.has(id))
})

const markShown = statement((db) =>
  db.execute(sql`
    update ${generations} set state = 'queued', message_id = shown."messageId", queued_at = now()
    from jsonb_to_recordset(${sql.placeholder('shown')}::jsonb) as shown(id uuid, "messageId" text)
    where ${generations.id} = shown.id and ${generations.state} = 'reserved'
    returning ${generations.id} as id`),
)

/**
 * A worker takes the row over to paint it, or, when it is painted already, to deliver it.
 * Undefined: there is nothing left to do. A worker that held the row before has lost it.
 */
export async function takeOver(db: Db, id: string): Promise<Generation | undefined> {
  const [row] = await taken(db, { id })
  return row
}

const taken = statement((db) =>
  db
    .update(generations)
    .set({
      attempt: sql`${generations.attempt} + 1`,
      lostAttempts: sql`${generations.lostAttempts} + case ${generations.state} when 'painting' then 1 else 0 end`,
      state: sql`case ${generations.state} when 'painted' then 'painted'::generation_state else 'painting' end`,
      startedAt: sql`coalesce(${generations.startedAt}, now())`,
    })
    .where(
      and(
        eq(generations.id, sql.placeholder('id')),
        inArray(generations.state, ['queued', 'painting', 'painted']),
      ),
    )
    .returning(),
)

/** A worker that stops hands the row back; that does not count as a lost attempt. */
export async function handBack(db: Db, fence: Fence): Promise<boolean> {
  const rows = await db
    .update(generations)
    .set({ state: 'queued' })
    .where(fenced(fence, 'painting'))
    .returning({ id: generations.id })
  return rows.length === 1
}

/** Rows that need a job in a queue, in the fair order. Thousands may wait: of each only what its job is made of is read. */
export async function findUnsettled(
  db: Db,
  queuedBefore: Date,
): Promise<Pick<Generation, 'id' | 'model' | 'startTag'>[]> {
  return db
    .select({ id: generations.id, model: generations.model, startTag: generations.startTag })
    .from(generations)
    .where(
      and(
        inArray(generations.state, ['queued', 'painting', 'painted']),
        lt(generations.queuedAt, queuedBefore),
      ),
    )
    .orderBy(asc(generations.startTag))
}

/** Reservations whose acknowledgement was never recorded: their process died in between. */
export async function findAbandonedReservations(db: Db, createdBefore: Date): Promise<DiscordGeneration[]> {
  const rows = await db
    .select()
    .from(generations)
    .where(
      and(
        eq(generations.state, 'reserved'),
        isNull(generations.messageId),
        lt(generations.createdAt, createdBefore),
      ),
    )
  // Only Discord's generations are acknowledged; all others are queued when they are reserved.
  return rows.filter(isForDiscord)
}

/** What the engine is told for this row. */
export function settingsOf(row: Generation): PaintSettings {
  const { prompt, negativePrompt, model, steps, guidance, width, height, seed, count, scheduler } = row
  const { startImageId, strength, startUpscaler, maskImageId, variations, comparison } = row
  const { promptSyntax, speed, clipSkip } = row
  return {
    prompt,
    negativePrompt,
    model,
    steps,
    guidance,
    width,
    height,
    seed,
    count,
    scheduler,
    start:
      startImageId === null || strength === null
        ? null
        : {
            imageId: startImageId,
            strength,
            ...(startUpscaler === null ? {} : { upscaler: startUpscaler }),
            ...(maskImageId === null ? {} : { maskId: maskImageId }),
          },
    variations,
    ...(promptSyntax === 'plain' ? {} : { promptSyntax }),
    ...(speed === defaultSpeed ? {} : { speed }),
    ...(clipSkip === 1 ? {} : { clipSkip }),
    ...(comparison === null ? {} : { comparison }),
  }
}

/** The columns that hold these settings: `settingsOf` the other way round. */
export function settingsColumns({ start, comparison, ...settings }: PaintSettings) {
  const { imageId = null, strength = null, upscaler = null, maskId = null } = start ?? {}
  return {
    ...settings,
    promptSyntax: settings.promptSyntax ?? ('plain' as const),
    speed: settings.speed ?? defaultSpeed,
    clipSkip: settings.clipSkip ?? 1,
    comparison: comparison ?? null,
    startImageId: imageId,
    strength,
    startUpscaler: upscaler,
    maskImageId: maskId,
  }
}
