import type { RepliableInteraction } from 'discord.js'
import { utcDay } from '#core/clock.ts'
import type { GenerationKind, PaintSettings } from '#core/generation.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import { picturesLeft, refuseByQueue, refuseByQuota } from '#core/quota.ts'
import { saveDraft } from '#db/drafts.ts'
import { quotaScope, quotaUse } from '#db/quota-holds.ts'
import { waitingInAll, waitingOf } from '#db/waiting.ts'
import { draftMessage } from '#messages/draft.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import type { Question } from '#bot/contract/question.ts'
import { requireSettings } from './require-terms.ts'
import { ledgerRefusal } from './reserve-terms.ts'

/**
 * Keeps what somebody asks for as a draft, and asks them first: what it would be, what it costs and what is left. Nothing is
 * reserved; limits and quota are checked again when it is confirmed.
 * @throws {PersonError} when it could not be confirmed as things are now
 */
export async function askFirst(
  interaction: RepliableInteraction,
  { db, clock, config }: Pick<BotDeps, 'db' | 'clock' | 'config'>,
  terms: PaintTerms,
  draft: { kind: GenerationKind; parentImageId: string | null; settings: PaintSettings[]; remark?: string },
): Promise<Question> {
  const { locale, user, guildId } = interaction
  const { kind, parentImageId, settings, remark } = draft
  for (const one of settings) requireSettings(terms, one, locale)
  const now = clock.now()
  const userId = user.id
  const [use, waiting, inAll] = await Promise.all([
    quotaUse(db, { userId, scope: quotaScope(guildId), day: utcDay(now) }),
    waitingOf(db, [userId]),
    waitingInAll(db),
  ])
  const pictures = settings.reduce((sum, { count }) => sum + count, 0)
  const places = { person: waiting[0]?.requests ?? 0, all: inAll }
  const refusal =
    refuseByQuota(use, terms.limits, pictures) ?? refuseByQueue(places, terms.bounds, settings.length)
  if (refusal !== undefined) throw ledgerRefusal(refusal, interaction, { clock, config }, terms)
  const draftId = await saveDraft(db, { userId, kind, parentImageId, settings, createdAt: now })
  const left = picturesLeft(use, terms.limits)
  return { question: draftMessage({ draftId, settings, left, remark, locale }) }
}
