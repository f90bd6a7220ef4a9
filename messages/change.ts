import { readStoredRule } from '#core/blocked-words/rule.ts'
import { type Change, type ChangedField, changedFields, type ChangeValue } from '#core/changes.ts'
import { schedulerNames, type SchedulerSlug } from '#core/schedulers.ts'
import { type Speed, speeds } from '#core/speeds.ts'
import { namesText } from './allow-lists.ts'
import { page, type Section } from './embed.ts'
import { shorten, typed } from './escape.ts'
import type { MessageBody } from './message-body.ts'
import { formatNumber, formatPixels } from './numbers.ts'
import { languages, textsFor } from './texts/texts.ts'

/** Half a field's 1,024 characters, so that before and after fit beside each other. */
const valueMaxLength = 500
/** A mention has up to 23 characters. */
const channelsShown = 20
/** Discord's limit of fields in an embed. */
const sectionsMost = 25

const isSpeed = (value: string): value is Speed => speeds.some((speed) => speed === value)
const isScheduler = (value: string): value is SchedulerSlug => Object.hasOwn(schedulerNames, value)

/** A value of a field as people read it. */
export function valueText(field: ChangedField, value: ChangeValue, locale: string): string {
  if (field === 'allowedModels' || field === 'allowedLoras') return namesText(namesIn(value), locale)
  if (value === null || (typeof value === 'object' && value.length === 0)) return emptyText(field, locale)
  const texts = textsFor(locale).admin
  if (typeof value === 'boolean') return value ? texts.on : texts.off
  if (typeof value === 'number') {
    return field === 'pixels' || field === 'mostPixels'
      ? formatPixels(value, locale)
      : formatNumber(value, locale)
  }
  if (typeof value === 'object') {
    if (field === 'blockedWords')
      return shorten(value.map((rule) => blockedRuleText(rule, locale)).join(', '), valueMaxLength)
    if (field === 'given') return shorten(value.join(' '), valueMaxLength)
    return field === 'allowedChannelIds' ? channelList(value) : typed(value.join(', '), valueMaxLength)
  }
  if (field === 'logChannelId') return `<#${value}>`
  if ((field === 'speed' || field === 'defaultSpeed') && isSpeed(value))
    return textsFor(locale).speeds.names[value]
  if (field === 'language') return languages.find(({ code }) => code === value)?.name ?? value
  return isScheduler(value) ? schedulerNames[value] : typed(value, valueMaxLength)
}

const namesIn = (value: ChangeValue) => (typeof value === 'object' ? value : [String(value)])

/** A rule about a word: the word, and what the rule means. */
export function blockedRuleText(stored: string, locale: string): string {
  const { kind, text } = readStoredRule(stored)
  return `${typed(text, valueMaxLength)} (${textsFor(locale).admin.settings.ruleKinds[kind]})`
}

/** What a field that nobody set means. */
function emptyText(field: ChangedField, locale: string): string {
  const texts = textsFor(locale).admin
  if (field === 'allowedChannelIds') return texts.everywhere
  if (field === 'language') return texts.everyonesOwn
  return limitFields.has(field) ? texts.asOperator : texts.nothing
}

const limitFields: ReadonlySet<ChangedField> = new Set([
  'mostSteps',
  'mostPixels',
  'picturesPerDay',
  'waitingPerPerson',
  'defaultSpeed',
  'speed',
])

/** Channels as links, the first ones of many. */
export function channelList(ids: readonly string[]): string {
  const shown = ids.slice(0, channelsShown).map((id) => `<#${id}>`)
  return [...shown, ...(ids.length > channelsShown ? ['…'] : [])].join(' ')
}

/** One section for each field that a change touched: `before → after`. */
export function changeSections(change: Pick<Change, 'before' | 'after'>, locale: string): Section[] {
  const { fields } = textsFor(locale).admin
  return changedFields(change)
    .slice(0, sectionsMost)
    .map((field) => {
      const before = valueText(field, change.before?.[field] ?? null, locale)
      const after = valueText(field, change.after?.[field] ?? null, locale)
      // Something new has no before, something removed no after.
      if (change.before === null) return { name: fields[field], value: after }
      return { name: fields[field], value: change.after === null ? before : `${before} → ${after}` }
    })
}

/** A change as the log channel shows it: who, what, before and after. */
export function changeMessage(change: Change, actorId: string, locale: string): MessageBody {
  const texts = textsFor(locale).admin
  const subject = change.subject === null ? '' : `: ${shorten(change.subject, valueMaxLength)}`
  return page({
    lines: [`<@${actorId}> ${texts.actions[change.action]}${subject}`],
    sections: changeSections(change, locale),
  })
}

/** The same change, as its maker reads it: the title says what happened. */
export function changedMessage(change: Change, locale: string, note?: string): MessageBody {
  const texts = textsFor(locale).admin
  const sections = changeSections(change, locale)
  const notes = note === undefined ? [] : [note]
  if (sections.length === 0 && change.subject === null) return page({ title: texts.unchanged, lines: notes })
  const subject = change.subject === null ? undefined : shorten(change.subject, valueMaxLength)
  // A title shows no mention.
  const isNamed = subject !== undefined && !subject.startsWith('<@')
  return page({
    title: titleOf(change, isNamed ? subject : undefined, locale),
    lines: [...(subject === undefined || isNamed ? [] : [subject]), ...notes],
    sections,
  })
}

function titleOf(change: Change, name: string | undefined, locale: string): string {
  const { titles, fields } = textsFor(locale).admin
  switch (change.action) {
    case 'tier.define':
      return change.before === null ? titles.tierDefined(name ?? '') : titles.tierChanged(name ?? '')
    case 'tier.delete':
      return titles.tierDeleted(name ?? '')
    case 'settings': {
      const [field, ...others] = changedFields(change)
      return field === undefined || others.length > 0 ? titles.settings : titles.setting(fields[field])
    }
    default:
      return titles[change.action]
  }
}
