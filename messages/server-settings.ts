import type { Change, ChangeValues } from '#core/changes.ts'
import type { ServerSettings } from '#core/server-settings.ts'
import { changeSections, valueText } from './change.ts'
import { linesWithin, page } from './embed.ts'
import { shorten } from './escape.ts'
import type { MessageBody } from './message-body.ts'
import { relativeTime } from './notice.ts'
import { textsFor } from './texts/texts.ts'

/** An entry of the history is one line of about this length. */
const entryMaxLength = 300
const historyMaxLength = 2000
const pseudonymLength = 16

/** `/settings show`: everything that a server's admins chose. */
export function settingsMessage(settings: ServerSettings, locale: string): MessageBody {
  const texts = textsFor(locale).admin
  // The keys of ServerSettings; Object.keys widens them to string.
  const keys = Object.keys(settings) as (keyof ServerSettings)[]
  return page({
    title: texts.settings.title,
    lines: [],
    sections: keys.map((key) => ({
      name: texts.fields[key],
      value: valueText(key, settings[key], locale),
      inline: true,
    })),
  })
}

/** Somebody who deleted their data has a pseudonym instead of an id: a name that nobody can mention. */
const who = (actorId: string) => (/^\d+$/.test(actorId) ? `<@${actorId}>` : shorten(actorId, pseudonymLength))

/** `/settings history`: who changed what, the latest first. */
export function historyMessage(
  entries: readonly (Omit<Change, 'before' | 'after'> & {
    actorId: string
    at: Date
    before: ChangeValues | null
    after: ChangeValues | null
  })[],
  locale: string,
): MessageBody {
  const texts = textsFor(locale).admin
  const lines = entries.map((entry) => {
    const subject = entry.subject === null ? '' : ` ${entry.subject}`
    const what = changeSections(entry, locale).map(({ name, value }) => `${name}: ${value}`)
    const line = `${relativeTime(entry.at)} ${who(entry.actorId)} ${texts.actions[entry.action]}${subject}`
    return shorten([line, ...what].join(' · ').replaceAll('\n', ' '), entryMaxLength)
  })
  return page({
    title: texts.settings.history,
    lines: [lines.length === 0 ? texts.settings.noHistory : linesWithin(lines, historyMaxLength, texts.more)],
  })
}
