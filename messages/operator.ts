import type { OperatorState } from '#core/operator.ts'
import type { Ceilings } from '#core/tiers.ts'
import { valueText } from './change.ts'
import { linesWithin, page } from './embed.ts'
import { typed } from './escape.ts'
import { embedFieldMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { textsFor } from './texts/texts.ts'

const reasonMaxLength = 300
const announcementMaxLength = 2000

/** `/owner status`: whether pictures are taken, the queue, the ceilings and the latest bans. */
export function operatorMessage(shown: {
  operator: OperatorState
  ceilings: Ceilings
  waiting: number
  painters: number
  bans: readonly { userId: string; reason: string | null }[]
  locale: string
}): MessageBody {
  const { operator, ceilings, locale } = shown
  const { admin, overview } = textsFor(locale)
  const texts = admin.owner
  const because = (reason: string | null) => (reason === null ? '' : `: ${typed(reason, reasonMaxLength)}`)
  // The keys of Ceilings; Object.keys widens them to string.
  const limits = (Object.keys(ceilings) as (keyof Ceilings)[]).map(
    (key) => `${admin.fields[key]}: ${valueText(key, ceilings[key], locale)}`,
  )
  const bans = shown.bans.map(({ userId, reason }) => `<@${userId}>${because(reason)}`)
  return page({
    title: texts.title,
    lines: [
      `${texts.modes[operator.mode]}${because(operator.reason)}`,
      texts.left(shown.waiting),
      shown.painters === 0 ? overview.queue.noPainter : overview.queue.painters(shown.painters),
    ],
    sections: [
      { name: texts.ceilings, value: limits.join('\n') },
      {
        name: texts.bans,
        value: bans.length === 0 ? texts.noBans : linesWithin(bans, embedFieldMaxLength, admin.more),
      },
    ],
  })
}

/** A word from the operator, in the log channel of a server. */
export function announcementMessage(text: string, locale: string): MessageBody {
  return page({
    title: textsFor(locale).admin.owner.announcement,
    lines: [typed(text, announcementMaxLength)],
  })
}
