import { PersonError } from '#core/errors.ts'
import { type Tier, tierKey } from '#core/tiers.ts'
import { typed } from '#messages/escape.ts'
import { textsFor } from '#messages/texts/texts.ts'

const shownMost = 60

/**
 * The tier that a person named.
 * @throws {PersonError} naming the ones there are
 */
export function findTier(tiers: readonly Tier[], name: string, locale: string): Tier {
  const tier = tiers.find((one) => one.name === tierKey(name))
  if (tier !== undefined) return tier
  const known = tiers.map((one) => `“${typed(one.name, shownMost)}”`).join(', ')
  throw new PersonError('refused', textsFor(locale).admin.tiers.unknown(typed(name, shownMost), known))
}
