import type { RepliableInteraction } from 'discord.js'
import type { GenerationRequest, PaintSettings } from '#core/generation.ts'
import { type DiscordGeneration, isForDiscord } from '#db/discord-generation.ts'
import { findDraft } from '#db/drafts.ts'
import { logIdsOf, markQueued } from '#db/generations.ts'
import { type Asked, reserveAllOrNone } from '#db/reserve.ts'
import type { Draft } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import { acknowledgeUpdate, type UpdateOutcome } from '#delivery/acknowledge-update.ts'
import { isBlockedByAutoMod, isForbidden, isMessageDeleted } from '#delivery/discord-errors.ts'
import { postWaiting, postWaitingPrivately } from '#delivery/post-waiting.ts'
import { underwayOf } from '#delivery/underway.ts'
import { notice } from '#messages/notice.ts'
import { waitingMessage } from '#messages/progress.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { admit } from './admit.ts'
import { enqueue } from '#request/enqueue.ts'
import { ackBudgetMs } from './ack-budget.ts'
import { handleOf, originOf } from './target.ts'
import { outcomeOf } from './outcome.ts'
import type { PrivateServers } from './private-servers.ts'
import { requireSettings } from './require-terms.ts'
import { inLanguageOf, ledgerRefusal } from './reserve-terms.ts'
import { reserveTerms, withPromptParts } from '#request/reserve-terms.ts'

/** `generations`: what is to be posted and queued. */
interface Confirmed {
  said: string
  generations: DiscordGeneration[]
}

/**
 * Paints what somebody was asked about: all of a draft's generations are reserved together, or none, and each gets a message
 * of its own. A second press changes nothing. Should the process die before all are queued, the reconciler queues the rest.
 */
export async function confirmDraft(
  interaction: RepliableInteraction,
  draftId: string,
  deps: BotDeps,
  privateServers: PrivateServers,
): Promise<void> {
  const outcome = outcomeOf(interaction, deps.logger, () =>
    reserveDraft(interaction, draftId, deps, privateServers),
  )
  const handle = handleOf(interaction)
  const shown = outcome.then((it): UpdateOutcome =>
    it.refused ? it : { refused: false, value: { body: notice(it.value.said) } },
  )
  await acknowledgeUpdate(deps, handle, shown, ackBudgetMs)
  const it = await outcome
  const refusals = new Set<'forbidden' | 'autoMod'>()
  for (const generation of it.refused ? [] : it.value.generations) {
    const end = await postAndQueue(generation, deps)
    if (end === 'forbidden' || end === 'autoMod') refusals.add(end)
  }
  for (const refusal of refusals) {
    await deps.api.followUpPrivately(handle, notice(textsFor(interaction.locale).failures[refusal]))
  }
}

/** @throws {PersonError} when the terms, which may have changed since they were asked, refuse it, or the quota or the queue */
async function reserveDraft(
  interaction: RepliableInteraction,
  draftId: string,
  deps: BotDeps,
  privateServers: PrivateServers,
): Promise<Confirmed> {
  const { locale, user } = interaction
  const texts = textsFor(locale).drafts
  const now = deps.clock.now()
  const draft = await findDraft(deps.db, { id: draftId, userId: user.id, now })
  if (draft === undefined) return { said: texts.gone, generations: [] }
  const terms = await admit(interaction, deps, privateServers)
  const asked = draft.settings.map((settings, index): Asked => {
    requireSettings(terms, settings, locale)
    const request = requestOf(interaction, draft, settings, index)
    return { request: withPromptParts(inLanguageOf(terms, request)), terms: reserveTerms(terms, now) }
  })
  const reservation = await reserveAllOrNone(deps.db, asked)
  if (reservation.outcome === 'refused') throw ledgerRefusal(reservation.refusal, interaction, deps, terms)
  if (reservation.outcome === 'duplicate') return { said: texts.underway, generations: [] }
  deps.faultPoint('reserved')
  const generations = reservation.generations.filter(isForDiscord)
  return { said: texts.started(generations.reduce((sum, { count }) => sum + count, 0)), generations }
}

function requestOf(
  interaction: RepliableInteraction,
  { id, kind, parentImageId }: Draft,
  settings: PaintSettings,
  index: number,
): GenerationRequest {
  const origin = originOf(interaction)
  return {
    ...origin,
    kind,
    // The key is the draft's, not the press's, so that a second press finds the same generations.
    idempotencyKey: `${id} ${index}`,
    settings,
    parentImageId,
    target: { ...origin.target, draftId: id },
  }
}

async function postAndQueue(
  generation: DiscordGeneration,
  deps: BotDeps,
): Promise<'queued' | 'forbidden' | 'autoMod' | 'later'> {
  const { api, db, logger } = deps
  const log = logger.child(logIdsOf(generation))
  try {
    const body = waitingMessage(underwayOf(generation))
    const messageId = generation.private
      ? await postWaitingPrivately(deps, generation, body)
      : await postWaiting(api, generation, body, false)
    deps.faultPoint('acknowledged')
    const queued = await markQueued(db, generation.id, messageId)
    deps.faultPoint('marked queued')
    if (queued) await enqueue(deps, generation)
    deps.faultPoint('job added')
    log.info({ kind: generation.kind }, 'queued')
    return 'queued'
  } catch (error) {
    const blocked = isBlockedByAutoMod(error)
    if (!blocked && !isForbidden(error) && !isMessageDeleted(error)) {
      log.warn({ err: error }, 'left to the reconciler: its message could not be posted')
      return 'later'
    }
    const end = {
      from: ['reserved' as const],
      to: 'released' as const,
      failure: blocked ? 'automod' : 'forbidden',
    }
    await settleWithout(db, { id: generation.id, ...end })
    return blocked ? 'autoMod' : 'forbidden'
  }
}
