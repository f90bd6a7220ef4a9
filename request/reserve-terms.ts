import type { GenerationRequest } from '#core/generation.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import type { ReserveTerms } from '#db/reserve.ts'
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
