import type { RepliableInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import { leavesNothingToPaint, type PaintSettings } from '#core/generation.ts'
import { type PaintTerms, refuseAsker, refuseSettings, type TermsRefusal } from '#core/paint-terms.ts'
import { plainNumber } from '#messages/numbers.ts'
import { termsRefusalText } from '#messages/refusal.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { spokenTextsOf } from '#request/read-prompt.ts'
import { requireReadable } from './read-prompt.ts'

/** @throws {PersonError} when the person may not ask at all, or not here */
export function requireAsker(terms: PaintTerms, interaction: RepliableInteraction): void {
  refuse(refuseAsker(terms, channelIdsOf(interaction)), interaction.locale)
}

/** @throws {PersonError} when the person may not have one of these settings, or nothing would come of them */
export function requireSettings(terms: PaintTerms, settings: PaintSettings, locale: string): void {
  if (leavesNothingToPaint(settings)) {
    const strength = plainNumber(settings.start?.strength ?? 0, locale)
    throw new PersonError('refused', textsFor(locale).refusals.strengthTooLow(strength, settings.steps))
  }
  refuse(refuseSettings(terms, settings, spokenTextsOf(settings)), locale)
  requireReadable(settings, textsFor(locale))
}

function refuse(refusal: TermsRefusal | undefined, locale: string): void {
  if (refusal !== undefined) throw new PersonError('refused', termsRefusalText(refusal, locale))
}

/** The channel and, of a thread, its parent: a server that allows the parent allows its threads. */
function channelIdsOf({ channel, channelId }: RepliableInteraction): string[] {
  const parent = channel?.isThread() === true ? channel.parentId : null
  return [channelId, parent].filter((id) => id !== null)
}
