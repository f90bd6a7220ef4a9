import type { RepliableInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import { type GenerationRequest, leavesNothingToPaint, type PaintSettings } from '#core/generation.ts'
import { type PaintTerms, refuseAsker, refuseSettings, type TermsRefusal } from '#core/paint-terms.ts'
import type { ReserveTerms } from '#db/reserve.ts'
import { plainNumber } from '#messages/numbers.ts'
import { termsRefusalText } from '#messages/refusal.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { requireChannelPermissions } from './channel-permissions.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { findTerms } from './find-terms.ts'

/**
 * The terms that hold for this person here.
 * @throws {PersonError} when they may not ask at all, or not here, or when a picture could not be posted here
 */
export async function termsFor(interaction: RepliableInteraction, deps: BotDeps): Promise<PaintTerms> {
  requireChannelPermissions(interaction, textsFor(interaction.locale))
  const terms = await findTerms(interaction, deps)
  const { guildId } = interaction
  if (guildId !== null && terms.settings.privatePictures) deps.privateServers.add(guildId)
  else if (guildId !== null) deps.privateServers.delete(guildId)
  refuse(refuseAsker(terms, channelIdsOf(interaction)), interaction.locale)
  return terms
}

/** @throws {PersonError} when the person may not have one of these settings, or nothing would come of them */
export function requireSettings(terms: PaintTerms, settings: PaintSettings, locale: string): void {
  if (leavesNothingToPaint(settings)) {
    const strength = plainNumber(settings.start?.strength ?? 0, locale)
    throw new PersonError('refused', textsFor(locale).refusals.strengthTooLow(strength, settings.steps))
  }
  refuse(refuseSettings(terms, settings), locale)
}

export function reserveTerms({ limits, bounds, given, settings }: PaintTerms, now: Date): ReserveTerms {
  return {
    limits,
    bounds,
    weight: given.tier.weight,
    spoiler: settings.spoiler,
    private: settings.privatePictures,
    now,
  }
}

/** What everybody sees is in the server's language, where it chose one. */
export function inLanguageOf(
  { settings: { language } }: PaintTerms,
  request: GenerationRequest,
): GenerationRequest {
  return language === null ? request : { ...request, locale: language }
}

function refuse(refusal: TermsRefusal | undefined, locale: string): void {
  if (refusal !== undefined) throw new PersonError('refused', termsRefusalText(refusal, locale))
}

/** The channel and, of a thread, the channel that it hangs on: who allows that allows its threads. */
function channelIdsOf({ channel, channelId }: RepliableInteraction): string[] {
  const parent = channel?.isThread() === true ? channel.parentId : null
  return [channelId, parent].filter((id) => id !== null)
}
