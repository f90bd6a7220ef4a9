import { randomUUID } from 'node:crypto'
import { getTableColumns, sql } from 'drizzle-orm'
import { utcDay } from '#core/clock.ts'
import { type FairTags, paintCost } from '#core/fair-order.ts'
import type { DeliveryTarget, GenerationRequest } from '#core/generation.ts'
import type { QueueBounds, QueueRefusal, QuotaLimits, QuotaRefusal } from '#core/quota.ts'
import { decideAllOrNone, decideReservations, type Ledgers, type ReservationAsk } from '#core/reservations.ts'
import { among } from './among.ts'
import { useOfApiKeys } from './api-keys.ts'
import type { Db } from './connect.ts'
import { settingsColumns } from './generations.ts'
import { findShares, lockClocks, saveShares } from './fair-shares.ts'
import { lockInOrder, personLock, placesLock, scopeLock } from './lock-in-order.ts'
import { quotaScope, useOfPeople, useOfScopes } from './quota-holds.ts'
import { jsonOf, rowsAsJson } from './rows-as-json.ts'
import { type Generation, generations, quotaHolds } from './schema.ts'
import { statement } from './statement.ts'
import { waitingInAll, waitingOf } from './waiting.ts'

/** An interaction token lives 15 minutes (docs.discord.com: interactions/receiving-and-responding). */
const interactionLifetimeMs = 15 * 60 * 1000

export interface ReserveTerms {
  limits: QuotaLimits
  bounds: QueueBounds
  /** Of the person's tier, for the fair order. */
  weight: number
  /** The server wants its pictures hidden until somebody clicks on them. */
  spoiler: boolean
  /** The same for what a model's safety checker flags; otherwise it is withheld. */
  flaggedAsSpoilers?: boolean
  /** The server wants them to be seen by their person alone. */
  private?: boolean
  now: Date
}

export type Reservation =
  | { outcome: 'reserved'; generation: Generation }
  /** The same interaction arrived before; its generation goes its own way. */
  | { outcome: 'duplicate'; generation: Generation }
  | { outcome: 'refused'; refusal: QuotaRefusal | QueueRefusal }

type NewGeneration = typeof generations.$inferInsert

export interface Asked {
  request: GenerationRequest
  terms: ReserveTerms
}

/**
 * One transaction: the generation's row, the quota hold, and the place in the fair order. All exist or none.
 * People are taken one at a time, so 100 requests at once cannot pass a limit of 10 together.
 */
export async function reserve(db: Db, request: GenerationRequest, terms: ReserveTerms): Promise<Reservation> {
  const [reservation] = await reserveAll(db, [{ request, terms }])
  if (reservation === undefined) throw new Error('a request was not answered')
  return reservation
}

/** Reserves requests that arrived together in one transaction; the answers are in their order. */
export async function reserveAll(db: Db, asked: readonly Asked[]): Promise<Reservation[]> {
  return db.transaction(async (tx) => {
    const asks = new Map(asked.map((one) => [one.request.idempotencyKey, one]))
    const { known, ledgers } = await lockAndRead(tx, [...asks.values()])
    for (const { idempotencyKey } of known) asks.delete(idempotencyKey)
    const fresh = [...asks.values()]
    const decided = fresh.length === 0 ? [] : await decideAndWrite(tx, fresh, ledgers, decideReservations)

    const answers = new Map<string, Reservation>(
      known.map((generation) => [generation.idempotencyKey, { outcome: 'duplicate', generation }]),
    )
    for (const [index, { request }] of fresh.entries()) {
      const decision = decided[index]
      if (decision !== undefined) answers.set(request.idempotencyKey, decision)
    }
    return asked.map(({ request }) => {
      const answer = answers.get(request.idempotencyKey)
      if (answer === undefined) throw new Error('a request was not answered')
      // Should the same interaction come twice in one go, only the first of them made the generation.
      if (answer.outcome === 'reserved')
        answers.set(request.idempotencyKey, { ...answer, outcome: 'duplicate' })
      return answer
    })
  })
}

/** The result of a confirmed draft: all of its generations, or the reason why there are none. */
export type GroupReservation =
  | { outcome: 'reserved'; generations: Generation[] }
  /** It was confirmed before: its generations go their own way. */
  | { outcome: 'duplicate' }
  | { outcome: 'refused'; refusal: QuotaRefusal | QueueRefusal }

/** Reserves requests of one person in one place in one transaction: all, or none. Confirmed twice is once. */
export async function reserveAllOrNone(db: Db, asked: readonly Asked[]): Promise<GroupReservation> {
  return db.transaction(async (tx) => {
    const { known, ledgers } = await lockAndRead(tx, asked)
    if (known.length > 0) return { outcome: 'duplicate' }
    const reserved: Generation[] = []
    for (const answer of await decideAndWrite(tx, asked, ledgers, decideAllOrNone)) {
      if (answer.outcome === 'refused') return answer
      reserved.push(answer.generation)
    }
    return { outcome: 'reserved', generations: reserved }
  })
}

/**
 * Once the people and places are locked, all that decides is asked for at once: what was asked before, and the ledgers. PostgreSQL
 * answers in the order of the questions, so that shares are read behind their clock's lock.
 */
async function lockAndRead(
  tx: Db,
  asked: readonly Asked[],
): Promise<{ known: Generation[]; ledgers: Ledgers }> {
  const locks = asked.flatMap(({ request }) => [
    personLock(request.principal.userId),
    scopeLock(quotaScope(request.guildId)),
  ])
  await lockInOrder(tx, [...locks, placesLock])
  const idempotencyKeys = asked.map(({ request }) => request.idempotencyKey)
  const asks = asked.map(askOf)
  const userIds = unique(asks.map((ask) => ask.userId))
  const queues = unique(asks.map((ask) => ask.queue))
  const days = unique(asks.map((ask) => ask.day))
  const scopes = unique(asks.map((ask) => ask.scope))
  const keyIds = unique(asks.flatMap(({ keyId }) => keyId ?? []))
  const [known, clocks, use, scopeUse, keys, waiting, inAll, shares] = await Promise.all([
    withKeys(tx, { idempotencyKeys: JSON.stringify(idempotencyKeys) }),
    lockClocks(tx, queues),
    useOfPeople(tx, { userIds, days }),
    useOfScopes(tx, { scopes, days }),
    keyIds.length === 0 ? [] : useOfApiKeys(tx, { keyIds, days }),
    waitingOf(tx, userIds),
    waitingInAll(tx),
    findShares(tx, { queues, userIds }),
  ])
  return { known, ledgers: { use, scopes: scopeUse, keys, waiting, waitingInAll: inAll, clocks, shares } }
}

const withKeys = statement((db) =>
  db
    .select()
    .from(generations)
    .where(among(generations.idempotencyKey, sql.placeholder('idempotencyKeys'))),
)

async function decideAndWrite(
  tx: Db,
  asked: readonly Asked[],
  ledgers: Ledgers,
  decide: typeof decideReservations,
): Promise<Reservation[]> {
  const asks = asked.map(askOf)
  const decisions = decide(asks, ledgers)

  const reserved = asked.flatMap((one, index) => {
    const ask = asks[index]
    const decision = decisions[index]
    return ask !== undefined && decision?.outcome === 'reserved'
      ? [{ ask, tags: decision.tags, row: rowOf(one, ask, decision.tags.start) }]
      : []
  })
  const written = await write(tx, reserved)
  return decisions.map((decision, index): Reservation => {
    if (decision.outcome === 'refused') return decision
    const generation = written.get(asked[index]?.request.idempotencyKey ?? '')
    if (generation === undefined) throw new Error('an insert returned no row')
    return { outcome: 'reserved', generation }
  })
}

/** Writes what was decided; the answer is the new generations by their idempotency keys. */
async function write(
  tx: Db,
  reserved: { ask: ReservationAsk; tags: FairTags; row: NewGeneration }[],
): Promise<Map<string, Generation>> {
  if (reserved.length === 0) return new Map()
  const holds = reserved.map(({ ask: { userId, scope, day, pictures }, row }) => ({
    generationId: row.id,
    userId,
    scope,
    day,
    pictures,
  }))
  // A person's last request holds their final tag.
  const shares = new Map(
    reserved.map(({ ask: { queue, userId }, tags }) => [
      `${queue} ${userId}`,
      { queue, userId, finishTag: tags.finish },
    ]),
  )
  const [generated] = await Promise.all([
    insertGenerations(tx, {
      rows: jsonOf(
        generations,
        reserved.map(({ row }) => row),
      ),
    }),
    insertHolds(tx, { rows: jsonOf(quotaHolds, holds) }),
    saveShares(tx, [...shares.values()]),
  ])
  const there = new Map(generated.map((row) => [row.idempotencyKey, row]))
  return new Map(
    reserved.flatMap(({ row }) => {
      const decided = there.get(row.idempotencyKey)
      return decided === undefined ? [] : [[row.idempotencyKey, asWritten({ ...row, ...decided })]]
    }),
  )
}

/** Of a new row: what the database says itself, and what people typed, in which half a character is replaced. */
const decidedThere = {
  idempotencyKey: generations.idempotencyKey,
  createdAt: generations.createdAt,
  prompt: generations.prompt,
  negativePrompt: generations.negativePrompt,
}

const insertGenerations = statement((db) =>
  db
    .insert(generations)
    .select(rowsAsJson(generations, sql.placeholder('rows')))
    .returning(decidedThere),
)

const insertHolds = statement((db) =>
  db.insert(quotaHolds).select(rowsAsJson(quotaHolds, sql.placeholder('rows'))),
)

/**
 * A new row as it is read again: what it does not say is its column's default, or null. To read 60 columns of each row takes a tenth of
 * a burst's time.
 */
function asWritten(row: NewGeneration): Generation {
  const said: Record<string, unknown> = row
  const columns = Object.entries(getTableColumns(generations))
  // Each column of the table is there, with what was written or the default that PostgreSQL has.
  return Object.fromEntries(
    columns.map(([name, column]) => [name, said[name] ?? column.default ?? null]),
  ) as unknown as Generation
}

function askOf({ request, terms }: Asked): ReservationAsk {
  const { limits, bounds, weight } = terms
  return {
    userId: request.principal.userId,
    ...(limits.picturesPerKeyPerDay !== undefined && { keyId: request.principal.apiKeyId ?? undefined }),
    scope: quotaScope(request.guildId),
    day: utcDay(terms.now),
    queue: request.settings.model,
    pictures: request.settings.count,
    cost: paintCost({ ...request.settings, promptParts: request.promptParts }),
    weight,
    limits,
    bounds,
  }
}

function rowOf({ request, terms }: Asked, { cost, weight }: ReservationAsk, startTag: number): NewGeneration {
  const { kind, principal, guildId, locale, idempotencyKey, parentImageId, settings, target } = request
  return {
    id: randomUUID(),
    kind,
    idempotencyKey,
    ...principal,
    guildId,
    locale,
    parentImageId,
    ...settingsColumns(settings),
    spoiler: terms.spoiler,
    flaggedAsSpoilers: terms.flaggedAsSpoilers ?? false,
    private: terms.private ?? false,
    startTag,
    cost,
    weight,
    ...targetColumns(target, terms),
  }
}

/** The columns of where the answer goes. What nobody has to acknowledge is queued at once. */
function targetColumns(
  target: DeliveryTarget,
  terms: ReserveTerms,
): Pick<
  NewGeneration,
  | 'source'
  | 'state'
  | 'queuedAt'
  | 'channelId'
  | 'applicationId'
  | 'draftId'
  | 'interactionToken'
  | 'interactionExpiresAt'
  | 'requestHash'
  | 'requestNotes'
  | 'returnBase64'
  | 'callbackUrl'
> {
  if (target.kind !== 'discord') {
    const queued = { source: target.kind, state: 'queued' as const, queuedAt: terms.now }
    if (target.kind === 'cli') return queued
    const { requestHash, callbackUrl, returnBase64, notes = [] } = target
    return { ...queued, requestHash, callbackUrl, returnBase64, requestNotes: [...notes] }
  }
  const { channelId, applicationId, draftId, interactionToken, createdAt } = target
  return {
    source: target.kind,
    channelId,
    applicationId,
    draftId,
    // A draft's public pictures are posted as messages, which no token reaches: none is kept.
    interactionToken: draftId === undefined || terms.private ? interactionToken : null,
    interactionExpiresAt: new Date(createdAt.getTime() + interactionLifetimeMs),
  }
}

const unique = (texts: string[]) => [...new Set(texts)]
