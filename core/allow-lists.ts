import { bareNetworkName } from './extra-networks.ts'

/** What lists are about. */
export const listedKinds = ['model', 'lora'] as const
export type ListedKind = (typeof listedKinds)[number]

/** Whom a list is for. */
export const listSubjects = ['tier', 'role', 'channel'] as const
export type ListSubject = (typeof listSubjects)[number]

/** The models and LoRAs that a tier, a role or a channel may use; null: all of them. */
export interface AllowList {
  subject: ListSubject
  /** A tier's name, or the id of a role or a channel. */
  subjectId: string
  models: readonly string[] | null
  loras: readonly string[] | null
}

/** Lists of a server. Discord's lists show 25 roles, and each list is a line of `/settings show`. */
export const mostAllowLists = 100
export const mostAllowedNames = 50

/** Who asks, and where. */
export interface AllowListAsker {
  tier: string
  roleIds: readonly string[]
  /** The channel and, of a thread, its parent; empty for programs, which ask in none. */
  channelIds: readonly string[]
}

/** Why lists refuse something: by which of them, who may use it, and what may be used instead. */
export interface AllowListRefusal {
  kind: ListedKind
  name: string
  by: ListSubject
  /** The person's tier. */
  tier: string
  /** Names of tiers, or ids of roles or channels, that may use it. */
  who: readonly string[]
  instead: readonly string[]
}

export const namesOf = (list: AllowList, kind: ListedKind): readonly string[] | null =>
  kind === 'model' ? list.models : list.loras

/** Whether a list names something. `style*` stands for every name that begins so; case and a file's ending make no difference. */
export function isListed(names: readonly string[] | null, name: string): boolean {
  if (names === null) return true
  const key = bareNetworkName(name)
  return names.some((one) =>
    one.endsWith('*') ? key.startsWith(one.slice(0, -1).toLowerCase()) : bareNetworkName(one) === key,
  )
}

/**
 * Why a person may not use a model or a LoRA here. Tier, roles and channel each have to allow it; of several roles with a list one is
 * enough, and a thread without a list has its channel's.
 * @param tiers every tier that the server knows
 */
export function refuseByLists(
  { kind, name }: { kind: ListedKind; name: string },
  asker: AllowListAsker,
  server: { lists: readonly AllowList[]; tiers: readonly string[] },
): AllowListRefusal | undefined {
  const listed = (subject: ListSubject, id: string): readonly string[] | null => {
    const list = server.lists.find((one) => one.subject === subject && one.subjectId === id)
    return list === undefined ? null : namesOf(list, kind)
  }
  const allowing = (subject: ListSubject) =>
    server.lists
      .filter((one) => one.subject === subject && namesOf(one, kind) !== null)
      .filter((one) => isListed(namesOf(one, kind), name))
      .map((one) => one.subjectId)
  const refusal = (by: ListSubject, who: readonly string[], instead: readonly string[]) => ({
    kind,
    name,
    by,
    tier: asker.tier,
    who,
    instead,
  })

  const ofTier = listed('tier', asker.tier)
  if (!isListed(ofTier, name))
    return refusal(
      'tier',
      server.tiers.filter((one) => isListed(listed('tier', one), name)),
      ofTier ?? [],
    )
  const ofRoles = asker.roleIds.map((id) => listed('role', id)).filter((one) => one !== null)
  if (ofRoles.length > 0 && !ofRoles.some((names) => isListed(names, name)))
    return refusal('role', allowing('role'), [...new Set(ofRoles.flat())])
  const ofChannel = asker.channelIds.map((id) => listed('channel', id)).find((one) => one !== null) ?? null
  if (!isListed(ofChannel, name)) return refusal('channel', allowing('channel'), ofChannel ?? [])
  return undefined
}

/** What stands for every name, and for none, beside a language's own words. */
export const everyName = '*'
export const noName = '-'

/**
 * Names that an admin typed, with commas.
 * @param words what is said for all of them, and for none
 * @param known those there are: a name is written as it is there, and one that isn't is `unknown`
 */
export function readNames(
  text: string,
  known: readonly string[],
  words: { all: string; none: string },
): { names: readonly string[] | null } | { unknown: string } {
  const typed = [...new Set(text.split(',').map((one) => one.trim()))].filter((one) => one !== '')
  const says = (one: string, ...those: string[]) => those.includes(one.toLowerCase())
  if (typed.some((one) => says(one, everyName, 'all', words.all))) return { names: null }
  const names: string[] = []
  for (const one of typed.filter((name) => !says(name, noName, 'none', words.none))) {
    const found = one.endsWith('*')
      ? one
      : known.find((name) => bareNetworkName(name) === bareNetworkName(one))
    if (found === undefined) return { unknown: one }
    names.push(found)
  }
  return { names: [...new Set(names)] }
}
