import type { RepliableInteraction } from 'discord.js'
import { nextUtcDay } from '#core/clock.ts'
import { PersonError } from '#core/errors.ts'
import { faultPoint } from '#process/fault-points.ts'
import { logBug } from '#process/logger.ts'
import { type DiscordGeneration, isForDiscord } from '#db/discord-generation.ts'
import { findDraft } from '#db/drafts.ts'
import { logIdsOf, markQueued } from '#db/generations.ts'
import { type Asked, type GroupReservation, reserveAllOrNone } from '#db/reserve.ts'
import type { Draft } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import { acknowledgeUpdate, type UpdateOutcome } from '#delivery/acknowledge-update.ts'
import { isForbidden, isMessageDeleted } from '#delivery/discord-errors.ts'
import { postWaiting, postWaitingPrivately } from '#delivery/post-waiting.ts'
import { underwayOf } from '#delivery/underway.ts'
import { notice } from '#messages/notice.ts'
import { waitingMessage } from '#messages/progress.ts'
import { ledgerRefusalText } from '#messages/refusal.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { enqueue } from './enqueue.ts'
import { ackBudgetMs } from './ack-budget.ts'
import { handleOf, originOf } from './target.ts'
import { inLanguageOf, requireSettings, reserveTerms, termsFor } from './terms-for.ts'

/**
 * Paints what somebody was asked about: all of a draft's generations are reserved together, or none, and each gets a message
 * of its own. Pressed twice is pressed once. What dies on the way from here to the queue, the reconciler brings there.
 */
export async function confirmDraft(
  interaction: RepliableInteraction,
  draftId: string,
  deps: BotDeps,
): Promise<void> {
  const texts = textsFor(interaction.locale)
  let reserved: DiscordGeneration[] = []
  const decide = async (): Promise<UpdateOutcome> => {
    try {
      const now = deps.clock.now()
      const draft = await findDraft(deps.db, { id: draftId, userId: interaction.user.id, now })
      if (draft === undefined) return shown(texts.drafts.gone)
      const reservation = await reserveDraft(interaction, draft, deps, now)
      if (reservation.outcome === 'duplicate') return shown(texts.drafts.underway)
      if (reservation.outcome === 'refused') {
        const text = ledgerRefusalText(reservation.refusal, nextUtcDay(now), interaction.locale)
        return { refused: true, body: notice(text) }
      }
      reserved = reservation.generations.filter(isForDiscord)
      faultPoint('reserved')
      return shown(texts.drafts.started(reserved.reduce((sum, { count }) => sum + count, 0)))
    } catch (error) {
      if (error instanceof PersonError) return { refused: true, body: notice(error.message) }
      const ids = { interaction: interaction.id, user: interaction.user.id, draft: draftId }
      const reference = logBug(deps.logger, error, 'a draft could not be reserved', ids)
      return { refused: true, body: notice(texts.failures.bug(reference)) }
    }
  }
  const handle = handleOf(interaction)
  await acknowledgeUpdate(deps, handle, decide(), ackBudgetMs)
  let forbidden = false
  for (const generation of reserved) {
    const outcome = await postAndQueue(generation, deps)
    if (outcome === 'forbidden') forbidden = true
  }
  if (forbidden) await deps.api.followUpPrivately(handle, notice(texts.failures.forbidden))
}

const shown = (text: string): UpdateOutcome => ({ refused: false, shown: { body: notice(text) } })

/** @throws {PersonError} when the terms, which may have changed since they were asked, refuse it */
async function reserveDraft(
  interaction: RepliableInteraction,
  { id, kind, parentImageId, settings }: Draft,
  deps: BotDeps,
  now: Date,
): Promise<GroupReservation> {
  const terms = await termsFor(interaction, deps)
  const origin = originOf(interaction)
  const asked = settings.map((one, index): Asked => {
    requireSettings(terms, one, interaction.locale)
    const request = inLanguageOf(terms, {
      ...origin,
      kind,
      // Of the draft, not of the press: a second press finds these.
      idempotencyKey: `${id} ${index}`,
      settings: one,
      parentImageId,
      target: { ...origin.target, draftId: id },
    })
    return { request, terms: reserveTerms(terms, now) }
  })
  return reserveAllOrNone(deps.db, asked)
}

async function postAndQueue(
  generation: DiscordGeneration,
  deps: BotDeps,
): Promise<'queued' | 'forbidden' | 'later'> {
  const { api, db, logger } = deps
  const log = logger.child(logIdsOf(generation))
  try {
    const body = waitingMessage(underwayOf(generation))
    const messageId = generation.private
      ? await postWaitingPrivately(deps, generation, body)
      : await postWaiting(api, generation, body, false)
    faultPoint('acknowledged')
    const queued = await markQueued(db, generation.id, messageId)
    faultPoint('marked queued')
    if (queued) await enqueue(deps, generation)
    faultPoint('job added')
    log.info({ kind: generation.kind }, 'queued')
    return 'queued'
  } catch (error) {
    if (!isForbidden(error) && !isMessageDeleted(error)) {
      log.warn({ err: error }, 'left to the reconciler: its message could not be posted')
      return 'later'
    }
    const end = { from: ['reserved' as const], to: 'released' as const, failure: 'forbidden' }
    await settleWithout(db, { id: generation.id, ...end })
    return 'forbidden'
  }
}
