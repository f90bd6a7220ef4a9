import type { AllowList } from '#core/allow-lists.ts'
import type { GivenTier, Tier, TierAssignment } from '#core/tiers.ts'
import { allowListText } from './allow-lists.ts'
import { linesWithin, page } from './embed.ts'
import { typed } from './escape.ts'
import { embedFieldMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { formatNumber, formatPixels } from './numbers.ts'
import { textsFor } from './texts/texts.ts'

const nameMaxLength = 80

/** The member or the role that was given a tier, as people read it. */
export function mentionOf({ kind, subjectId }: Pick<TierAssignment, 'kind' | 'subjectId'>): string {
  return kind === 'role' ? `<@&${subjectId}>` : `<@${subjectId}>`
}

function tierLine(tier: Tier, allowLists: readonly AllowList[], locale: string): string {
  const number = (value: number) => formatNumber(value, locale)
  const { admin, speeds } = textsFor(locale)
  const line = admin.tiers.line(
    number(tier.picturesPerDay),
    number(tier.steps),
    formatPixels(tier.pixels, locale),
    number(tier.weight),
  )
  const list = allowLists.find(({ subject, subjectId }) => subject === 'tier' && subjectId === tier.name)
  return [
    line,
    ...(tier.speed === null || tier.speed === undefined ? [] : [speeds.byDefault(speeds.names[tier.speed])]),
    ...(list === undefined ? [] : [allowListText(list, locale)]),
  ].join(', ')
}

/** `/tier list`: all tiers of a server, and who was given one. */
export function tierListMessage(list: {
  tiers: readonly Tier[]
  assignments: readonly TierAssignment[]
  allowLists: readonly AllowList[]
  defaultTier: string
  locale: string
}): MessageBody {
  const { admin } = textsFor(list.locale)
  const texts = admin.tiers
  const lines = list.tiers.map((tier) => {
    const everybody = tier.name === list.defaultTier ? ` (${texts.everybody})` : ''
    return `**${typed(tier.name, nameMaxLength)}**${everybody}: ${tierLine(tier, list.allowLists, list.locale)}`
  })
  const given = list.assignments.map((one) => `${mentionOf(one)}: ${typed(one.tier, nameMaxLength)}`)
  return page({
    title: texts.title,
    lines: [linesWithin(lines, 2000, admin.more)],
    sections: [
      {
        name: texts.assigned,
        value: given.length === 0 ? texts.nobody : linesWithin(given, embedFieldMaxLength, admin.more),
      },
    ],
  })
}

/** `/tier show`: the tier of somebody else, and why they have it. */
export function memberTierMessage(shown: {
  given: GivenTier
  allowLists: readonly AllowList[]
  /** A mention. */
  person: string
  locale: string
}): MessageBody {
  const texts = textsFor(shown.locale).admin.tiers
  const { tier, reason } = shown.given
  const why = reason.from === 'role' ? texts.reasons.role(`<@&${reason.roleId}>`) : texts.reasons[reason.from]
  return page({
    lines: [
      texts.of(shown.person),
      `**${typed(tier.name, nameMaxLength)}**: ${why}`,
      tierLine(tier, shown.allowLists, shown.locale),
    ],
  })
}
