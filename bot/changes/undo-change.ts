import { type Change, changedFields, type ChangeValue, type ChangeValues } from '#core/changes.ts'
import { PersonError } from '#core/errors.ts'
import { initialServerSettings, type ServerSettings } from '#core/server-settings.ts'
import { type Speed, speeds } from '#core/speeds.ts'
import type { Tier, TierAssignment } from '#core/tiers.ts'
import type { Db } from '#db/connect.ts'
import { assignedTier, deleteAssignment, saveAssignment } from '#db/tier-assignments.ts'
import { saveTier } from '#db/tiers.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { ServerNow } from './change-server.ts'
import { areListsAsLeft, changeLists, listsAmong, undoLists } from './allow-lists.ts'
import { findTier } from './find-tier.ts'
import { savePatch } from './save-settings.ts'
import {
  definedTiersMost,
  holdersOf,
  removeTier,
  requireUnderCeilings,
  tierValues,
} from './tier-definition.ts'

/**
 * Takes a change of a server back: what it changed becomes what it was, and that is a change of its own.
 * @throws {PersonError} when that was changed again since, or may not be as it was any more
 */
export async function undoChange(tx: Db, server: ServerNow, entry: Change, locale: string): Promise<Change> {
  switch (entry.action) {
    case 'settings':
      return undoSettings(tx, server, entry, locale)
    case 'lists':
      return undoLists(tx, server.guildId, entry, locale, (what) => changedSince(what, locale))
    case 'tier.set':
    case 'tier.remove':
      return undoAssignment(tx, server, entry, locale)
    case 'tier.define':
    case 'tier.delete':
      return undoDefinition(tx, server, entry, locale)
    default:
      throw new Error(`${entry.action} is no change of a server`)
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
const refuse = (text: string) => new PersonError('refused', text)
const changedSince = (what: string, locale: string) => refuse(textsFor(locale).admin.undo.changedSince(what))

async function undoSettings(tx: Db, server: ServerNow, entry: Change, locale: string): Promise<Change> {
  const isSetting = (field: string): field is keyof ServerSettings => field in initialServerSettings
  const fields = changedFields(entry).filter(isSetting)
  const changed = fields.find((field) => !same(server.settings[field], entry.after?.[field]))
  if (changed !== undefined) throw changedSince(textsFor(locale).admin.fields[changed], locale)
  const values = fields.map((field) => [field, entry.before?.[field] ?? initialServerSettings[field]])
  // The values are those that the same settings had.
  const patch = Object.fromEntries(values) as Partial<ServerSettings>
  if (patch.defaultTier !== undefined) findTier(server.tiers, patch.defaultTier, locale)
  return savePatch(tx, server, patch, locale)
}

/** Whom a mention means; undefined for the pseudonym of somebody who deleted their data. */
function subjectOf(mention: string | null): Pick<TierAssignment, 'kind' | 'subjectId'> | undefined {
  const [, role, subjectId] = /^<@(&?)(\d+)>$/.exec(mention ?? '') ?? []
  return subjectId === undefined ? undefined : { kind: role === '&' ? 'role' : 'member', subjectId }
}

async function undoAssignment(tx: Db, server: ServerNow, entry: Change, locale: string): Promise<Change> {
  const { guildId } = server
  const subject = subjectOf(entry.subject)
  if (subject === undefined) throw refuse(textsFor(locale).admin.undo.personGone)
  const now = await assignedTier(tx, guildId, subject)
  if (!same(now, entry.after?.tier)) throw changedSince(entry.subject ?? '', locale)
  const before = now === undefined ? null : { tier: now }
  const tier = entry.before?.tier
  if (typeof tier !== 'string') {
    await deleteAssignment(tx, guildId, subject)
    return { action: 'tier.remove', subject: entry.subject, before, after: null }
  }
  findTier(server.tiers, tier, locale)
  await saveAssignment(tx, guildId, { ...subject, tier })
  return { action: 'tier.set', subject: entry.subject, before, after: { tier } }
}

async function undoDefinition(tx: Db, server: ServerNow, entry: Change, locale: string): Promise<Change> {
  const texts = textsFor(locale).admin
  const { guildId, settings } = server
  // A tier's name holds nothing but letters, digits, spaces, _ and -: what is escaped in it is all that is escaped.
  const name = (entry.subject ?? '').replaceAll('\\', '')
  const now = server.defined.find((tier) => tier.name === name)
  const isThere = entry.action === 'tier.define'
  const asLeft = isThere ? now !== undefined && sameTier(now, entry.after) : now === undefined
  const of = { subject: 'tier' as const, subjectId: name }
  if (!asLeft || !(await areListsAsLeft(tx, guildId, of, entry.after)))
    throw changedSince(texts.undo.tier(name), locale)
  if (now !== undefined && entry.before === null) {
    const given = await holdersOf(tx, guildId, name)
    const isDefault = settings.defaultTier === name
    const inUse = !same(given, entry.after?.given ?? []) || isDefault !== (entry.after?.defaultTier === name)
    if (inUse) throw refuse(texts.undo.givenSince(name))
    return (await removeTier(tx, server, now)).change
  }
  const tier = tierOf(name, entry.before)
  requireUnderCeilings(tier, server.ceilings, locale)
  if (now === undefined && server.defined.length >= definedTiersMost) {
    throw refuse(texts.tiers.tooMany(definedTiersMost))
  }
  await saveTier(tx, guildId, tier)
  const lists = listsAmong(entry.before)
  const listed =
    Object.keys(lists).length === 0 ? undefined : await changeLists(tx, guildId, of, lists, locale)
  const after = { ...tierValues(tier), ...listed?.after }
  const change = { action: 'tier.define', subject: entry.subject } as const
  if (now !== undefined) return { ...change, before: { ...tierValues(now), ...listed?.before }, after }
  const given = await giveAgain(tx, guildId, name, entry.before?.given)
  // Everybody has another tier by now where an admin chose one since.
  const isDefault = entry.before?.defaultTier === name && same(settings.defaultTier, entry.after?.defaultTier)
  if (isDefault)
    await savePatch(tx, { ...server, tiers: [...server.tiers, tier] }, { defaultTier: name }, locale)
  return {
    ...change,
    before: null,
    after: { ...after, ...(given.length > 0 && { given }), ...(isDefault && { defaultTier: name }) },
  }
}

/** Older entries know nothing of a tier's speed. */
const sameTier = (tier: Tier, values: ChangeValues | null) =>
  Object.entries(tierValues(tier)).every(([field, value]) => same(value, valueIn(values, field)))

// A field of a tier; Object.entries widens it to string.
const valueIn = (values: ChangeValues | null, field: string): ChangeValue | undefined =>
  values?.[field as keyof Tier]

function tierOf(name: string, values: ChangeValues | null): Tier {
  const number = (field: 'picturesPerDay' | 'steps' | 'pixels' | 'weight') => Number(values?.[field])
  const isSpeed = (value: unknown): value is Speed => speeds.some((speed) => speed === value)
  return {
    name,
    picturesPerDay: number('picturesPerDay'),
    steps: number('steps'),
    pixels: number('pixels'),
    weight: number('weight'),
    speed: isSpeed(values?.speed) ? values.speed : null,
  }
}

/** Gives a tier back to those who had it; whoever was given another one since keeps that. */
async function giveAgain(
  tx: Db,
  guildId: string,
  tier: string,
  had: ChangeValue | undefined,
): Promise<string[]> {
  const subjects = (Array.isArray(had) ? had : []).flatMap((mention) => subjectOf(String(mention)) ?? [])
  for (const subject of subjects) {
    if ((await assignedTier(tx, guildId, subject)) === undefined)
      await saveAssignment(tx, guildId, { ...subject, tier })
  }
  return holdersOf(tx, guildId, tier)
}
