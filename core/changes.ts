import type { ServerSettings } from './server-settings.ts'
import type { Ceilings, Tier } from './tiers.ts'

/** The kinds of change that admins and owners make. */
export const changeActions = [
  'tier.set',
  'tier.remove',
  'tier.define',
  'tier.delete',
  'settings',
  /** Which models and LoRAs a tier, a role or a channel may use. */
  'lists',
  'owner.ban',
  'owner.unban',
  'owner.mode',
  'owner.ceilings',
  'owner.announce',
] as const
export type ChangeAction = (typeof changeActions)[number]

export type ChangedField =
  | keyof ServerSettings
  | keyof Tier
  | keyof Ceilings
  | 'allowedModels'
  | 'allowedLoras'
  | 'tier'
  | 'given'
  | 'mode'
  | 'reason'
  | 'announcement'
  | 'banned'
export type ChangeValue = string | number | boolean | readonly string[] | null
export type ChangeValues = Partial<Record<ChangedField, ChangeValue>>

/** One change, as the audit table keeps it and the log channel shows it. */
export interface Change {
  action: ChangeAction
  /** The subject of the change: a mention such as `<@1>`, or a tier's name. */
  subject: string | null
  before: ChangeValues | null
  after: ChangeValues | null
}

/** The fields whose value changed. */
export function changedFields({ before, after }: Pick<Change, 'before' | 'after'>): ChangedField[] {
  const all = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  const differs = (field: ChangedField) =>
    JSON.stringify(before?.[field] ?? null) !== JSON.stringify(after?.[field] ?? null)
  // Object.keys widens to string; the keys of ChangeValues are fields.
  return [...(all as Set<ChangedField>)].filter(differs)
}
