import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { utcDay } from '#core/clock.ts'
import { paintCost } from '#core/fair-order.ts'
import type { GenerationRequest } from '#core/generation.ts'
import { refuseByQuota, type QuotaLimits, type QuotaRefusal } from '#core/quota.ts'
import type { Db } from './connect.ts'
import { takePlace } from './fair-shares.ts'
import { quotaScope, quotaUse } from './quota-holds.ts'
import { type Generation, generations, quotaHolds } from './schema.ts'

/** An interaction token lives 15 minutes (docs.discord.com: interactions/receiving-and-responding). */
const interactionLifetimeMs = 15 * 60 * 1000

export type Reservation =
  | { outcome: 'reserved'; generation: Generation }
  /** The same interaction arrived before; its generation goes its own way. */
  | { outcome: 'duplicate'; generation: Generation }
  | { outcome: 'refused'; refusal: QuotaRefusal }

/**
 * One transaction: the generation's row, the quota hold, and the place in the fair order. All exist or none.
 * People are taken one at a time, so 100 requests at once cannot pass a limit of 10 together.
 */
export async function reserve(
  db: Db,
  request: GenerationRequest,
  terms: { limits: QuotaLimits; weight: number; now: Date },
): Promise<Reservation> {
  const scope = quotaScope(request.target.guildId)
  const day = utcDay(terms.now)
  const { settings, target } = request
  return db.transaction(async (tx): Promise<Reservation> => {
    // Always person before scope, so that two transactions cannot wait for each other.
    await tx.execute(sql`
      select pg_advisory_xact_lock(hashtextextended(key, 0))
      from unnest(array[${`person ${request.userId}`}, ${`scope ${scope}`}]) with ordinality as k(key, n) order by n`)
    const [known] = await tx
      .select()
      .from(generations)
      .where(eq(generations.idempotencyKey, request.idempotencyKey))
    if (known !== undefined) return { outcome: 'duplicate', generation: known }

    const use = await quotaUse(tx, { userId: request.userId, scope, day })
    const refusal = refuseByQuota(use, terms.limits, settings.count)
    if (refusal !== undefined) return { outcome: 'refused', refusal }

    const cost = paintCost(settings)
    const tags = await takePlace(tx, {
      queue: settings.model,
      userId: request.userId,
      cost,
      weight: terms.weight,
    })
    const [generation] = await tx
      .insert(generations)
      .values({
        id: randomUUID(),
        kind: request.kind,
        source: request.source,
        idempotencyKey: request.idempotencyKey,
        userId: request.userId,
        guildId: target.guildId,
        channelId: target.channelId,
        locale: target.locale,
        parentImageId: request.parentImageId,
        ...settings,
        startTag: tags.start,
        cost,
        weight: terms.weight,
        applicationId: target.applicationId,
        interactionToken: target.interactionToken,
        interactionExpiresAt: new Date(target.createdAt.getTime() + interactionLifetimeMs),
      })
      .returning()
    if (generation === undefined) throw new Error('an insert returned no row')
    await tx
      .insert(quotaHolds)
      .values({ generationId: generation.id, userId: request.userId, scope, day, pictures: settings.count })
    return { outcome: 'reserved', generation }
  })
}
