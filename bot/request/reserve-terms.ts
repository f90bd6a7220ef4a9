import type { RepliableInteraction } from 'discord.js'
import type { BotDeps } from '#bot/contract/deps.ts'
import { nextUtcDay } from '#core/clock.ts'
import { PersonError } from '#core/errors.ts'
import type { GenerationRequest } from '#core/generation.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import type { QueueRefusal, QuotaRefusal } from '#core/quota.ts'
import { ledgerRefusalText } from '#messages/refusal.ts'

/** What everybody sees is in the server's language, where it chose one. */
export function inLanguageOf(
  { settings: { language } }: PaintTerms,
  request: GenerationRequest,
): GenerationRequest {
  return language === null ? request : { ...request, locale: language }
}

/** Why the quota or the queue has no room, as its person reads it, and who can give them more. */
export function ledgerRefusal(
  refusal: QuotaRefusal | QueueRefusal,
  { user, guildId, locale }: Pick<RepliableInteraction, 'user' | 'guildId' | 'locale'>,
  { clock, config }: Pick<BotDeps, 'clock' | 'config'>,
  { given }: Pick<PaintTerms, 'given'>,
): PersonError {
  const reader = {
    isOperator: config.discord.ownerIds.includes(user.id),
    inServer: guildId !== null,
    tier: given.tier.name,
  }
  return new PersonError('refused', ledgerRefusalText(refusal, nextUtcDay(clock.now()), locale, reader))
}
