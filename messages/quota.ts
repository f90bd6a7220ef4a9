import type { PaintTerms } from '#core/paint-terms.ts'
import type { QuotaUse } from '#core/quota.ts'
import { page } from './embed.ts'
import { escapeMarkup } from './escape.ts'
import type { MessageBody } from './message-body.ts'
import { relativeTime } from './notice.ts'
import { formatNumber, formatPixels } from './numbers.ts'
import { textsFor } from './texts/texts.ts'

/** `/quota`: use, limit, reset time, tier and why. */
export function quotaMessage(quota: {
  terms: Pick<PaintTerms, 'given' | 'limits' | 'bounds' | 'mostSteps' | 'mostPixels'>
  use: QuotaUse
  /** Requests of this person that wait or are painted. */
  waiting: number
  reset: Date
  /** Direct messages have no server to speak of. */
  inServer: boolean
  locale: string
}): MessageBody {
  const { terms, use, locale } = quota
  const texts = textsFor(locale).overview.quota
  const number = (value: number) => formatNumber(value, locale)
  const of = (used: number, limit: number) => texts.of(number(used), number(limit))
  const { tier, reason } = terms.given
  const why = reason.from === 'role' ? texts.reasons.role(`<@&${reason.roleId}>`) : texts.reasons[reason.from]
  return page({
    title: texts.title,
    lines: [
      texts.used(number(use.person), number(terms.limits.picturesPerDay)),
      texts.reset(relativeTime(quota.reset)),
      `${texts.tier(escapeMarkup(tier.name))}: ${why}`,
    ],
    sections: [
      {
        name: texts.everywhere,
        value: of(use.personEverywhere, terms.limits.picturesPerPersonPerDay),
        inline: true,
      },
      ...(quota.inServer
        ? [{ name: texts.server, value: of(use.scope, terms.limits.picturesPerServerPerDay), inline: true }]
        : []),
      { name: texts.waiting, value: of(quota.waiting, terms.bounds.waitingPerPerson), inline: true },
      { name: texts.mostSteps, value: number(terms.mostSteps.value), inline: true },
      { name: texts.largestSize, value: formatPixels(terms.mostPixels.value, locale), inline: true },
    ],
  })
}
