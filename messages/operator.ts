import type { Opening } from '#core/opening.ts'
import type { OperatorState } from '#core/operator.ts'
import type { Ceilings } from '#core/tiers.ts'
import { valueText } from './change.ts'
import { linesWithin, page } from './embed.ts'
import { typed } from './escape.ts'
import { embedFieldMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { formatNumber } from './numbers.ts'
import { textsFor } from './texts/texts.ts'

const reasonMaxLength = 300
const announcementMaxLength = 2000
const nameMaxLength = 60
const openingShown = 5

interface Busy {
  id: string
  pictures: number
}

/** `/owner status`: whether pictures are taken, the queue, the ceilings and the latest bans. */
export function operatorMessage(shown: {
  operator: OperatorState
  ceilings: Ceilings
  waiting: number
  painters: number
  /** Painters that open their model, and on which host. */
  opening: readonly (Opening & { host: string })[]
  /** Milliseconds since the epoch. */
  now: number
  bans: readonly { userId: string; reason: string | null }[]
  /** The busiest of this UTC day; `dm` is direct messages. */
  today: { servers: readonly Busy[]; people: readonly Busy[] }
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
  const busiest = (name: string, all: readonly Busy[], nameOf: (id: string) => string) =>
    all.length === 0
      ? []
      : [
          {
            name,
            value: all
              .map(({ id, pictures }) => `${nameOf(id)}: ${formatNumber(pictures, locale)}`)
              .join('\n'),
          },
        ]
  return page({
    title: texts.title,
    lines: [
      `${texts.modes[operator.mode]}${because(operator.reason)}`,
      texts.left(shown.waiting),
      shown.painters === 0 ? overview.queue.noPainter : overview.queue.painters(shown.painters),
      ...shown.opening
        .slice(0, openingShown)
        .map(({ host, device, doing, since }) =>
          texts.opening(
            typed(host, nameMaxLength),
            typed(device, nameMaxLength),
            texts.openingWork[doing],
            Math.max(0, Math.round((shown.now - since) / 1000)),
          ),
        ),
    ],
    sections: [
      ...busiest(texts.servers, shown.today.servers, (id) =>
        id === 'dm' ? texts.directMessages : `\`${id}\``,
      ),
      ...busiest(texts.people, shown.today.people, (id) => `<@${id}>`),
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
