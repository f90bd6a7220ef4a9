import type { RepliableInteraction } from 'discord.js'
import type { BotDeps } from '#bot/contract/deps.ts'
import type { Question } from '#bot/contract/question.ts'
import type { GenerationRequest } from '#core/generation.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import { markQueued } from '#db/generations.ts'
import type { Generation } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import {
  acknowledgePicture,
  callbackTimeoutMs,
  type PictureAcknowledgement,
  type PictureDecision,
} from '#delivery/acknowledge-picture.ts'
import { underwayOf } from '#delivery/underway.ts'
import { notice } from '#messages/notice.ts'
import { waitingMessage } from '#messages/progress.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { ackBudgetFor } from './ack-budget.ts'
import { admit } from './admit.ts'
import { enqueue } from '#request/enqueue.ts'
import { outcomeOf } from './outcome.ts'
import type { PrivateServers } from './private-servers.ts'
import { requireSettings } from './require-terms.ts'
import { inLanguageOf, ledgerRefusal } from './reserve-terms.ts'
import { reserveTerms, withPromptParts } from '#request/reserve-terms.ts'
import { handleOf } from './target.ts'
import { withEditAgain } from './with-edit-again.ts'

type BuildRequest = (terms: PaintTerms) => Promise<GenerationRequest | Question>

/** `generation` is to be queued; undefined for a request that is asked about first, or that arrived before. */
interface Decided {
  decision: PictureDecision
  generation?: Generation
  remark?: string | undefined
}

/**
 * The first half of a picture's way: terms → request → reserve, while the acknowledgement waits for them → queue. What can be
 * refused is refused here, privately, before any GPU time.
 */
export function paintRequests(
  deps: BotDeps,
  privateServers: PrivateServers,
): (interaction: RepliableInteraction, build: BuildRequest) => Promise<void> {
  let undecided = 0
  return async (interaction, build) => {
    undecided += 1
    const outcome = outcomeOf(interaction, deps.logger, () =>
      decide(interaction, build, deps, privateServers),
    )
      .then(async (it) =>
        it.refused && interaction.isModalSubmit()
          ? { ...it, body: await withEditAgain(interaction, it.body, deps) }
          : it,
      )
      .finally(() => {
        undecided -= 1
      })
    const acknowledged = await acknowledgePicture(
      deps,
      handleOf(interaction),
      outcome.then((it) => (it.refused ? { accepted: false, notice: it.body } : it.value.decision)),
      ackBudgetFor(undecided),
      privateServers.expects(interaction.guildId),
    )
    const it = await outcome
    if (it.refused || it.value.generation === undefined) return
    const { generation, remark } = it.value
    deps.faultPoint('acknowledged')
    const ids = { interaction: interaction.id, user: interaction.user.id, channel: interaction.channelId }
    const logger = deps.logger.child({ ...ids, generation: generation.id })
    const shown = await queueAcknowledged(interaction, generation, acknowledged, { ...deps, logger })
    if (shown && remark !== undefined) {
      await deps.api.followUpPrivately(handleOf(interaction), notice(remark))
    }
  }
}

/** @throws {PersonError} when the terms, the quota or the queue refuse it */
async function decide(
  interaction: RepliableInteraction,
  build: BuildRequest,
  deps: BotDeps,
  privateServers: PrivateServers,
): Promise<Decided> {
  const { locale } = interaction
  const terms = await admit(interaction, deps, privateServers)
  const request = await build(terms)
  if ('question' in request) return { decision: { accepted: false, notice: request.question } }
  requireSettings(terms, request.settings, locale)
  const now = deps.clock.now()
  const reservation = await deps.reserve(
    withPromptParts(inLanguageOf(terms, request)),
    reserveTerms(terms, now),
  )
  if (reservation.outcome === 'refused') throw ledgerRefusal(reservation.refusal, interaction, deps, terms)
  deps.faultPoint('reserved')
  const { generation, outcome } = reservation
  const decision: PictureDecision = {
    accepted: true,
    waiting: waitingMessage(underwayOf(generation)),
    ...(generation.private ? { private: { again: notice(textsFor(locale).refusals.askAgain) } } : {}),
  }
  // The gateway may send an interaction twice: its generation is on its way already.
  return outcome === 'duplicate' ? { decision } : { decision, generation, remark: request.remark }
}

/** @returns whether its message stands */
async function queueAcknowledged(
  interaction: RepliableInteraction,
  generation: Generation,
  acknowledged: PictureAcknowledgement,
  deps: BotDeps,
): Promise<boolean> {
  const { db, logger } = deps
  if (acknowledged.outcome === 'shown') {
    const queued = await markQueued(db, generation.id, acknowledged.messageId)
    deps.faultPoint('marked queued')
    if (queued) await enqueue(deps, generation)
    deps.faultPoint('job added')
    logger.info({ kind: generation.kind }, 'queued')
    return true
  }
  if (acknowledged.outcome === 'blocked') {
    const end = { from: ['reserved' as const], to: 'released' as const, failure: 'automod' }
    await settleWithout(db, { id: generation.id, ...end })
    logger.warn("released: the server's AutoMod blocked the waiting message")
    const signal = AbortSignal.timeout(callbackTimeoutMs)
    const { autoMod } = textsFor(interaction.locale).failures
    await deps.api.replyPrivately(handleOf(interaction), notice(autoMod), signal)
  } else if (acknowledged.outcome === 'gone') {
    const end = { from: ['reserved' as const], to: 'released' as const, failure: 'not_acknowledged' }
    await settleWithout(db, { id: generation.id, ...end })
    logger.warn('released: Discord did not take the acknowledgement in time')
  } else {
    logger.warn('left to the reconciler: nobody can say whether the acknowledgement stands')
  }
  return false
}
