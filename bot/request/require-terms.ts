import { PersonError } from '#core/errors.ts'
import { leavesNothingToPaint, type PaintSettings } from '#core/generation.ts'
import { type PaintTerms, refuseAsker, refuseSettings, type TermsRefusal } from '#core/paint-terms.ts'
import { plainNumber } from '#messages/numbers.ts'
import { termsRefusalText } from '#messages/refusal.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { readForTerms } from '#request/read-prompt.ts'
import { requireReadable } from './read-prompt.ts'

/** @throws {PersonError} when the person may not ask at all, or not here */
export function requireAsker(terms: PaintTerms, locale: string): void {
  refuse(refuseAsker(terms), locale)
}

/** @throws {PersonError} when the person may not have one of these settings, or nothing would come of them */
export function requireSettings(terms: PaintTerms, settings: PaintSettings, locale: string): void {
  if (leavesNothingToPaint(settings)) {
    const strength = plainNumber(settings.start?.strength ?? 0, locale)
    throw new PersonError('refused', textsFor(locale).refusals.strengthTooLow(strength, settings.steps))
  }
  refuse(refuseSettings(terms, settings, readForTerms(settings)), locale)
  requireReadable(settings, textsFor(locale))
}

function refuse(refusal: TermsRefusal | undefined, locale: string): void {
  if (refusal !== undefined) throw new PersonError('refused', termsRefusalText(refusal, locale))
}
