import { linesWithin, page } from './embed.ts'
import { typed } from './escape.ts'
import { embedDescriptionMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { notice, relativeTime } from './notice.ts'
import { textsFor } from './texts/texts.ts'

const nameShown = 60

/** `/apikey list` */
export function apiKeyListMessage(
  keys: readonly { name: string; prefix: string; lastUsedAt: Date | null; picturesPerDay: number | null }[],
  locale: string,
): MessageBody {
  const texts = textsFor(locale).apiKeys
  if (keys.length === 0) return notice(texts.none)
  const lines = keys.map(({ name, prefix, lastUsedAt, picturesPerDay }) =>
    [
      `**${typed(name, nameShown)}** \`${prefix}…\``,
      lastUsedAt === null ? texts.neverUsed : texts.used(relativeTime(lastUsedAt)),
      ...(picturesPerDay === null ? [] : [texts.perDay(picturesPerDay)]),
    ].join(' · '),
  )
  return page({
    title: texts.title,
    lines: [linesWithin(lines, embedDescriptionMaxLength / 2, (count) => texts.more(count))],
  })
}
