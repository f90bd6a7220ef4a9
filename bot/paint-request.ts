import type { RepliableInteraction } from 'discord.js'
import { nextUtcDay } from '#core/clock.ts'
import { PersonError } from '#core/errors.ts'
import { priorityOf } from '#core/fair-order.ts'
import { faultPoint } from '#core/fault-points.ts'
import type { GenerationRequest } from '#core/generation.ts'
import { logBug } from '#core/logger.ts'
import { type PaintTerms, refuseAsker, refuseSettings, type TermsRefusal } from '#core/paint-terms.ts'
import { queueBase } from '#db/fair-shares.ts'
import { markQueued, settingsOf } from '#db/generations.ts'
import type { Reservation, ReserveTerms } from '#db/reserve.ts'
import type { Generation } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import { acknowledgePicture, type PictureDecision } from '#delivery/acknowledge-picture.ts'
import { notice } from '#messages/notice.ts'
import { waitingMessage } from '#messages/progress.ts'
import { ledgerRefusalText, termsRefusalText } from '#messages/refusal.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { requireChannelPermissions } from './channel-permissions.ts'
import type { BotDeps } from './deps.ts'
import { findTerms } from './find-terms.ts'
import { handleOf } from './target.ts'

/** Request and reserve race this: usually they win, and the first answer is the right one. Discord allows 3 s. */
export const ackBudgetMs = 1000

/**
 * The first half of a picture's way, the same for commands and buttons: request → reserve → acknowledge → queue.
 * What can be refused is refused here, privately, before any GPU time.
 */
export async function paintRequest(
  interaction: RepliableInteraction,
  deps: BotDeps,
  build: (terms: PaintTerms) => Promise<GenerationRequest>,
): Promise<void> {
  const { api, db, logger } = deps
  const ids = { interaction: interaction.id, user: interaction.user.id, channel: interaction.channelId }
  let reserved: Generation | undefined
  let replayed = false
  let remark: string | undefined
  const building = async (terms: PaintTerms) => {
    const request = await build(terms)
    remark = request.remark
    return request
  }

  const decide = async (): Promise<PictureDecision> => {
    const texts = textsFor(interaction.locale)
    try {
      requireChannelPermissions(interaction, texts)
      const reservation = await reserveFor(interaction, deps, building)
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
        waiting: waitingMessage({
          generationId: generation.id,
          settings: settingsOf(generation),
          locale: generation.locale,
        }),
      }
    } catch (error) {
      if (error instanceof PersonError) return { accepted: false, notice: notice(error.message) }
      const reference = logBug(logger, error, 'a request could not be reserved', ids)
      return { accepted: false, notice: notice(texts.failures.bug(reference)) }
    }
  }

  const acknowledged = await acknowledgePicture({ api, logger }, handleOf(interaction), decide(), ackBudgetMs)
  faultPoint('acknowledged')
  // The gateway may send an interaction twice: its generation is on its way already.
  if (reserved === undefined || replayed) return
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

/** Adds the job. Should the queue be away, the reconciler adds it later: an `add` in doubt is no reason to refund. */
async function enqueue({ db, queue, logger }: BotDeps, generation: Generation): Promise<void> {
  try {
    const base = await queueBase(db, generation.model)
    await queue.add(generation, priorityOf(generation.startTag, base))
  } catch (error) {
    logger.warn(
      { err: error, generation: generation.id },
      'the queue did not take the job; the reconciler will add it',
    )
  }
}

/**
 * Request and reserve: the terms that hold for this person here, the request under them, and its reservation.
 * @throws {PersonError} when the terms refuse it
 */
async function reserveFor(
  interaction: RepliableInteraction,
  deps: BotDeps,
  build: (terms: PaintTerms) => Promise<GenerationRequest>,
): Promise<Reservation> {
  const terms = await findTerms(interaction, deps)
  const refuse = (refusal: TermsRefusal | undefined) => {
    if (refusal !== undefined) {
      throw new PersonError('refused', termsRefusalText(refusal, interaction.locale))
    }
  }
  refuse(refuseAsker(terms, channelIdsOf(interaction)))
  const request = await build(terms)
  refuse(refuseSettings(terms, request.settings))
  const { language } = terms.settings
  const target = language === null ? request.target : { ...request.target, locale: language }
  return deps.reserve({ ...request, target }, reserveTerms(terms, deps.clock.now()))
}

function reserveTerms({ limits, bounds, given, settings }: PaintTerms, now: Date): ReserveTerms {
  return { limits, bounds, weight: given.tier.weight, spoiler: settings.spoiler, now }
}

/** The channel and, of a thread, the channel that it hangs on: who allows that allows its threads. */
function channelIdsOf({ channel, channelId }: RepliableInteraction): string[] {
  const parent = channel?.isThread() === true ? channel.parentId : null
  return [channelId, parent].filter((id) => id !== null)
}
