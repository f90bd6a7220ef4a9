import type { RepliableInteraction } from 'discord.js'
import { nextUtcDay } from '#core/clock.ts'
import { PersonError } from '#core/errors.ts'
import { faultPoint } from '#process/fault-points.ts'
import type { GenerationRequest } from '#core/generation.ts'
import { logBug } from '#process/logger.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import { markQueued } from '#db/generations.ts'
import type { Reservation } from '#db/reserve.ts'
import type { Generation } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import { acknowledgePicture, type PictureDecision } from '#delivery/acknowledge-picture.ts'
import { underwayOf } from '#delivery/underway.ts'
import { notice } from '#messages/notice.ts'
import { waitingMessage } from '#messages/progress.ts'
import { ledgerRefusalText } from '#messages/refusal.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { ackBudgetFor } from './ack-budget.ts'
import type { Question } from '#bot/contract/question.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { enqueue } from './enqueue.ts'
import { refusalOf } from './file-gone.ts'
import { handleOf } from './target.ts'
import { inLanguageOf, requireSettings, reserveTerms, termsFor } from './terms-for.ts'

/**
 * The first half of a picture's way, the same for commands and buttons: request → reserve → acknowledge → queue.
 * What can be refused is refused here, privately, before any GPU time.
 */
export async function paintRequest(
  interaction: RepliableInteraction,
  deps: BotDeps,
  build: (terms: PaintTerms) => Promise<GenerationRequest | Question>,
): Promise<void> {
  const { api, db, logger } = deps
  const ids = { interaction: interaction.id, user: interaction.user.id, channel: interaction.channelId }
  let reserved: Generation | undefined
  let replayed = false
  let remark: string | undefined
  const building = async (terms: PaintTerms) => {
    const request = await build(terms)
    if (!('question' in request)) remark = request.remark
    return request
  }

  const decide = async (): Promise<PictureDecision> => {
    const texts = textsFor(interaction.locale)
    try {
      const reservation = await reserveFor(interaction, deps, building)
      if ('question' in reservation) return { accepted: false, notice: reservation.question }
      if (reservation.outcome === 'refused') {
        const reset = nextUtcDay(deps.clock.now())
        const text = ledgerRefusalText(reservation.refusal, reset, interaction.locale)
        return { accepted: false, notice: notice(text) }
      }
      const { generation } = reservation
      if (reservation.outcome === 'reserved') reserved = generation
      else replayed = true
      faultPoint('reserved')
      return {
        accepted: true,
        waiting: waitingMessage(underwayOf(generation)),
        ...(generation.private ? { private: { again: notice(texts.refusals.askAgain) } } : {}),
      }
    } catch (error) {
      if (error instanceof PersonError)
        return { accepted: false, notice: refusalOf(error, interaction.locale) }
      const reference = logBug(logger, error, 'a request could not be reserved', ids)
      return { accepted: false, notice: notice(texts.failures.bug(reference)) }
    }
  }

  deps.deciding.add(interaction.id)
  const decision = decide().finally(() => deps.deciding.delete(interaction.id))
  const budgetMs = ackBudgetFor(deps.deciding.size)
  const acknowledged = await acknowledgePicture(
    { api, logger },
    handleOf(interaction),
    decision,
    budgetMs,
    deps.privateServers.has(interaction.guildId ?? ''),
  )
  // The gateway may send an interaction twice: its generation is on its way already.
  if (reserved === undefined || replayed) return
  faultPoint('acknowledged')
  const log = logger.child({ ...ids, generation: reserved.id })
  if (acknowledged.outcome === 'shown') {
    const queued = await markQueued(db, reserved.id, acknowledged.messageId)
    faultPoint('marked queued')
    if (queued) await enqueue(deps, reserved)
    faultPoint('job added')
    log.info({ kind: reserved.kind }, 'queued')
    if (remark !== undefined) await api.followUpPrivately(handleOf(interaction), notice(remark))
  } else if (acknowledged.outcome === 'gone') {
    await settleWithout(db, {
      id: reserved.id,
      from: ['reserved'],
      to: 'released',
      failure: 'not_acknowledged',
    })
    log.warn('released: Discord did not take the acknowledgement in time')
  } else {
    log.warn('left to the reconciler: nobody can say whether the acknowledgement stands')
  }
}

/**
 * Request and reserve: the terms that hold for this person here, the request under them, and its reservation; or what they
 * are to be asked first.
 * @throws {PersonError} when the terms refuse it
 */
async function reserveFor(
  interaction: RepliableInteraction,
  deps: BotDeps,
  build: (terms: PaintTerms) => Promise<GenerationRequest | Question>,
): Promise<Reservation | Question> {
  const terms = await termsFor(interaction, deps)
  const request = await build(terms)
  if ('question' in request) return request
  requireSettings(terms, request.settings, interaction.locale)
  return deps.reserve(inLanguageOf(terms, request), reserveTerms(terms, deps.clock.now()))
}
