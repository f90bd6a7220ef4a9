import type { AllowList, AllowListRefusal, ListSubject } from '#core/allow-lists.ts'
import { shorten, typed } from './escape.ts'
import { textsFor } from './texts/texts.ts'

/** Of a list in a message: half a field's 1,024 characters. */
const namesMaxLength = 500
const nameMaxLength = 100
/** Roles or channels in a refusal: a mention has up to 23 characters. */
const mentionsMost = 20

/** The names of a list, as they can be typed again. */
export function namesText(names: readonly string[] | null, locale: string): string {
  const texts = textsFor(locale).allowLists
  if (names === null) return texts.all
  return names.length === 0 ? texts.none : typed(names.join(', '), namesMaxLength)
}

/** What a list allows, in a line; empty where it allows everything. */
export function allowListText(list: Pick<AllowList, 'models' | 'loras'>, locale: string): string {
  const texts = textsFor(locale).allowLists
  return [
    ...(list.models === null ? [] : [texts.models(namesText(list.models, locale))]),
    ...(list.loras === null ? [] : [texts.loras(namesText(list.loras, locale))]),
  ].join(' · ')
}

/** A tier's name, or a mention. */
export function subjectText(subject: ListSubject, id: string): string {
  if (subject === 'tier') return `**${typed(id, nameMaxLength)}**`
  return subject === 'role' ? `<@&${id}>` : `<#${id}>`
}

/** Why a person may not use a model or a LoRA, who may, or what they can use instead. */
export function notAllowedText(refusal: AllowListRefusal, locale: string): string {
  const { kind, by, tier, who, instead } = refusal
  const texts = textsFor(locale).allowLists
  const name = typed(refusal.name, nameMaxLength)
  const why =
    by === 'tier' ? texts.refused[kind].tier(name, typed(tier, nameMaxLength)) : texts.refused[kind][by](name)
  const may = who.slice(0, mentionsMost).map((id) => subjectText(by, id))
  return [
    why,
    ...(may.length > 0 ? [texts.who[by](shorten(may.join(', '), namesMaxLength))] : []),
    ...(may.length === 0 && by === 'channel' ? [texts.elsewhere] : []),
    instead.length > 0 ? texts.instead(namesText(instead, locale)) : texts.nothingInstead[kind],
  ].join(' ')
}
