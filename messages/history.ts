import { type APISelectMenuOption, ComponentType } from 'discord-api-types/v10'
import type { Change } from '#core/changes.ts'
import { changeSections } from './change.ts'
import { customId, noRow } from './custom-id.ts'
import { linesWithin, page } from './embed.ts'
import { shorten } from './escape.ts'
import { optionLabelMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { relativeTime } from './notice.ts'
import { textsFor } from './texts/texts.ts'

/** An entry is one line of about this length. */
const entryMaxLength = 300
const historyMaxLength = 2000
const pseudonymLength = 16

export type HistoryEntry = Change & { id: number; actorId: string; at: Date }

/** Somebody who deleted their data has a pseudonym instead of an id: a name that nobody can mention. */
const who = (actorId: string) => (/^\d+$/.test(actorId) ? `<@${actorId}>` : shorten(actorId, pseudonymLength))

const partsOf = (entry: HistoryEntry, locale: string) =>
  changeSections(entry, locale).map(({ name, value }) => `${name}: ${value}`)

/**
 * A history: who changed what, the latest first.
 * @param undo whether its reader can take a change back, in a menu
 */
export function historyMessage(
  entries: readonly HistoryEntry[],
  locale: string,
  { undo }: { undo: boolean },
): MessageBody {
  const texts = textsFor(locale).admin
  const lines = entries.map((entry, index) => {
    const number = undo ? `**${index + 1}** ` : ''
    const subject = entry.subject === null ? '' : ` ${entry.subject}`
    const line = `${number}${relativeTime(entry.at)} ${who(entry.actorId)} ${texts.actions[entry.action]}${subject}`
    return shorten([line, ...partsOf(entry, locale)].join(' · ').replaceAll('\n', ' '), entryMaxLength)
  })
  const shown =
    lines.length === 0 ? texts.settings.noHistory : linesWithin(lines, historyMaxLength, texts.more)
  const body = page({ title: texts.settings.history, lines: [shown] })
  if (!undo || entries.length === 0) return body
  const options = entries
    .filter((_, index) => shown.split('\n')[index] === lines[index])
    .map((entry, index) => undoOption(entry, index + 1, locale))
  return {
    ...body,
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.StringSelect,
            custom_id: customId('undo_change', noRow),
            placeholder: texts.undo.choose,
            options,
          },
        ],
      },
    ],
  }
}

function undoOption(entry: HistoryEntry, number: number, locale: string): APISelectMenuOption {
  const texts = textsFor(locale).admin
  const description = plain(partsOf(entry, locale).join(' · '))
  return {
    value: String(entry.id),
    label: shorten(`${number} · ${texts.actions[entry.action]}`, optionLabelMaxLength),
    ...(description !== '' && { description: shorten(description, optionLabelMaxLength) }),
  }
}

/** Menus know no markup: without escapes, and without ids that nobody can read. */
const plain = (text: string) =>
  text
    .replaceAll(/<[@#]&?\d+>/g, '…')
    .replaceAll(/\\(?=\W)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** Beside a change that takes another one back: whose that was. */
export function takenBackNote(entry: HistoryEntry, locale: string): string {
  return textsFor(locale).admin.undo.done(who(entry.actorId), relativeTime(entry.at))
}
