import { nextUtcDay } from '#core/clock.ts'
import { PersonError } from '#core/errors.ts'
import type { GenerationRequest } from '#core/generation.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import type { QueueRefusal, QuotaRefusal } from '#core/quota.ts'
import type { ReserveTerms } from '#db/reserve.ts'
import { ledgerRefusalText } from '#messages/refusal.ts'
import { partsOf } from './read-prompt.ts'

/** What a reservation is held to, of the terms that hold for its person. */
export function reserveTerms({ limits, bounds, given, settings }: PaintTerms, now: Date): ReserveTerms {
  return {
    limits,
    bounds,
    weight: given.tier.weight,
    spoiler: settings.spoiler,
    flaggedAsSpoilers: settings.flaggedAsSpoilers,
    private: settings.privatePictures,
    now,
  }
}

/** What a request costs grows with the parts of its prompt. */
export function withPromptParts(request: GenerationRequest): GenerationRequest {
  return { ...request, promptParts: partsOf(request.settings) }
}

/** What everybody sees is in the server's language, where it chose one. */
export function inLanguageOf(
  { settings: { language } }: PaintTerms,
  request: GenerationRequest,
): GenerationRequest {
  return language === null ? request : { ...request, locale: language }
}

/** Why the quota or the queue has no room, as its person reads it. */
export function ledgerRefusal(refusal: QuotaRefusal | QueueRefusal, now: Date, locale: string): PersonError {
  return new PersonError('refused', ledgerRefusalText(refusal, nextUtcDay(now), locale))
}
