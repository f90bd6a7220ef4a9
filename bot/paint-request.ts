import type { RepliableInteraction } from 'discord.js'
import { nextUtcDay } from '#core/clock.ts'
import { PersonError } from '#core/errors.ts'
import { priorityOf } from '#core/fair-order.ts'
import type { GenerationRequest } from '#core/generation.ts'
import { logBug } from '#core/logger.ts'
import type { QuotaRefusal } from '#core/quota.ts'
import { queueBase } from '#db/fair-shares.ts'
import { markQueued, settingsOf } from '#db/generations.ts'
import { reserve } from '#db/reserve.ts'
import type { Generation } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import { acknowledgePicture, type PictureDecision } from '#delivery/acknowledge-picture.ts'
import { notice, relativeTime } from '#messages/notice.ts'
import { waitingMessage } from '#messages/progress.ts'
import { type Texts, textsFor } from '#messages/texts/texts.ts'
import { requireChannelPermissions } from './channel-permissions.ts'
import type { BotDeps } from './deps.ts'
import { handleOf } from './target.ts'

/** Request and reserve race this: usually they win, and the first answer is the right one. Discord allows 3 s. */
const ackBudgetMs = 1000

/**
 * The first half of a picture's way, the same for commands and buttons: request → reserve → acknowledge → queue.
 * What can be refused is refused here, privately, before any GPU time.
 */
export async function paintRequest(
  interaction: RepliableInteraction,
  deps: BotDeps,
  build: () => Promise<GenerationRequest>,
): Promise<void> {
  const { api, db, logger } = deps
  const ids = { interaction: interaction.id, user: interaction.user.id, channel: interaction.channelId }
  let reserved: Generation | undefined
  let replayed = false

  const decide = async (): Promise<PictureDecision> => {
    const texts = textsFor(interaction.locale)
    try {
      requireChannelPermissions(interaction, texts)
      const reservation = await reserve(db, await build(), termsOf(deps))
      if (reservation.outcome === 'refused') {
        return { accepted: false, notice: notice(quotaText(reservation.refusal, deps, texts)) }
      }
      if (reservation.outcome === 'reserved') reserved = reservation.generation
      else replayed = true
      return {
        accepted: true,
        waiting: waitingMessage(settingsOf(reservation.generation), interaction.locale),
      }
    } catch (error) {
      if (error instanceof PersonError) return { accepted: false, notice: notice(error.message) }
      const reference = logBug(logger, error, 'a request could not be reserved', ids)
      return { accepted: false, notice: notice(texts.failures.bug(reference)) }
    }
  }

  const acknowledged = await acknowledgePicture({ api, logger }, handleOf(interaction), decide(), ackBudgetMs)
  // The gateway may send an interaction twice: its generation is on its way already.
  if (reserved === undefined || replayed) return
  const log = logger.child({ ...ids, generation: reserved.id })
  if (acknowledged.outcome === 'shown') {
    if (await markQueued(db, reserved.id, acknowledged.messageId)) await enqueue(deps, reserved)
    log.info({ kind: reserved.kind }, 'queued')
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

function termsOf({ config, clock }: BotDeps) {
  return {
    limits: {
      picturesPerDay: config.tiers.freePicturesPerDay,
      picturesPerPersonPerDay: config.ceilings.picturesPerPersonPerDay,
      picturesPerServerPerDay: config.ceilings.picturesPerServerPerDay,
    },
    weight: 1,
    now: clock.now(),
  }
}

function quotaText({ limitOf, limit, used }: QuotaRefusal, { clock }: BotDeps, texts: Texts): string {
  const reset = relativeTime(nextUtcDay(clock.now()))
  switch (limitOf) {
    case 'tier':
      return texts.refusals.tier(limit, used, reset)
    case 'person':
      return texts.refusals.person(limit, reset)
    case 'server':
      return texts.refusals.server(limit, reset)
  }
}
