import type { Change, ChangeValues } from '#core/changes.ts'
import { PersonError } from '#core/errors.ts'
import { ceilingBroken, type Ceilings, type Tier, underCeilings } from '#core/tiers.ts'
import { deleteAllowList } from '#db/allow-lists.ts'
import type { Db } from '#db/connect.ts'
import { saveSettings } from '#db/guild-settings.ts'
import { assignmentsIn, deleteAssignmentsOf } from '#db/tier-assignments.ts'
import { deleteTier } from '#db/tiers.ts'
import { formatNumber, formatPixels } from '#messages/numbers.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { mentionOf } from '#messages/tiers.ts'
import { listOf, listValues } from './allow-lists.ts'
import type { ServerNow } from './change-server.ts'
import { tierSubject } from './tier-subject.ts'

/** As many as fit into Discord's 25 choices beside the built-in ones. */
export const definedTiersMost = 20

/** What an audit entry keeps of a tier. */
export const tierValues = ({ picturesPerDay, steps, pixels, weight, speed = null }: Tier): ChangeValues => ({
  picturesPerDay,
  steps,
  pixels,
  weight,
  speed,
})

/** @throws {PersonError} naming the operator's ceiling that the tier is above */
export function requireUnderCeilings(tier: Tier, ceilings: Ceilings, locale: string): void {
  const broken = ceilingBroken(tier, ceilings)
  if (broken === undefined) return
  const most =
    broken.limit === 'pixels' ? formatPixels(broken.ceiling, locale) : formatNumber(broken.ceiling, locale)
  throw new PersonError('refused', textsFor(locale).admin.tiers.aboveCeiling[broken.limit](most))
}

/** Who was given a tier, as mentions. */
export async function holdersOf(tx: Db, guildId: string, name: string): Promise<string[]> {
  return (await assignmentsIn(tx, guildId)).filter(({ tier }) => tier === name).map(mentionOf)
}

/** Removes a tier that the server defined, from everybody who was given it, too; the entry keeps what would bring it back. */
export async function removeTier(
  tx: Db,
  { guildId, settings, ceilings }: ServerNow,
  tier: Tier,
): Promise<{ change: Change; given: string[]; wasDefault: boolean }> {
  const { name } = tier
  const given = await holdersOf(tx, guildId, name)
  await deleteAssignmentsOf(tx, guildId, name)
  const wasDefault = settings.defaultTier === name
  if (wasDefault) await saveSettings(tx, guildId, { defaultTier: 'free' })
  await deleteTier(tx, guildId, name)
  const list = await listOf(tx, guildId, { subject: 'tier', subjectId: name })
  await deleteAllowList(tx, guildId, { subject: 'tier', subjectId: name })
  const change: Change = {
    action: 'tier.delete',
    subject: tierSubject(name),
    before: {
      ...tierValues(underCeilings(tier, ceilings)),
      ...(list !== undefined && listValues(list, list)),
      ...(given.length > 0 && { given }),
      ...(wasDefault && { defaultTier: name }),
    },
    after: wasDefault ? { defaultTier: 'free' } : null,
  }
  return { change, given, wasDefault }
}
