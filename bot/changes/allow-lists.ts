import { type AllowList, mostAllowLists } from '#core/allow-lists.ts'
import { type Change, type ChangeValue, type ChangeValues, changedFields } from '#core/changes.ts'
import { PersonError } from '#core/errors.ts'
import { allowListsIn, saveAllowList } from '#db/allow-lists.ts'
import type { Db } from '#db/connect.ts'
import { subjectText } from '#messages/allow-lists.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { tierSubject } from './tier-subject.ts'

/** What is to become of a list; what is left out stays as it is. */
export type AskedLists = Partial<Pick<AllowList, 'models' | 'loras'>>
export type ListOwner = Pick<AllowList, 'subject' | 'subjectId'>

/** The list of a tier, a role or a channel; undefined where it may use everything. */
export async function listOf(tx: Db, guildId: string, of: ListOwner): Promise<AllowList | undefined> {
  return (await allowListsIn(tx, guildId)).find((one) => isOf(one, of))
}

const isOf = (list: AllowList, { subject, subjectId }: ListOwner) =>
  list.subject === subject && list.subjectId === subjectId

/**
 * Changes the list of a tier, a role or a channel.
 * @returns what it was and what it is, as far as it was asked for
 * @throws {PersonError} when the server has too many lists
 */
export async function changeLists(
  tx: Db,
  guildId: string,
  of: ListOwner,
  asked: AskedLists,
  locale: string,
): Promise<Change> {
  const lists = await allowListsIn(tx, guildId)
  const own = lists.find((one) => isOf(one, of))
  const before = { models: own?.models ?? null, loras: own?.loras ?? null }
  const after = { ...before, ...asked }
  const isNew = own === undefined && (after.models ?? after.loras) !== null
  if (isNew && lists.length >= mostAllowLists)
    throw new PersonError('refused', textsFor(locale).allowLists.tooManyLists(mostAllowLists))
  await saveAllowList(tx, guildId, { ...of, ...after })
  return {
    action: 'lists',
    subject: of.subject === 'tier' ? tierSubject(of.subjectId) : subjectText(of.subject, of.subjectId),
    before: listValues(before, asked),
    after: listValues(after, asked),
  }
}

/** As the audit table keeps them. */
export function listValues(
  { models, loras }: Pick<AllowList, 'models' | 'loras'>,
  asked: AskedLists,
): ChangeValues {
  return {
    ...('models' in asked && { allowedModels: models }),
    ...('loras' in asked && { allowedLoras: loras }),
  }
}

/** The lists among an entry's values. */
export function listsAmong(values: ChangeValues | null): AskedLists {
  const names = (value: ChangeValue) => (Array.isArray(value) ? value.map(String) : null)
  return {
    ...(values?.allowedModels !== undefined && { models: names(values.allowedModels) }),
    ...(values?.allowedLoras !== undefined && { loras: names(values.allowedLoras) }),
  }
}

/** Whether a list is as an entry left it. */
export async function areListsAsLeft(
  tx: Db,
  guildId: string,
  of: ListOwner,
  after: ChangeValues | null,
): Promise<boolean> {
  const own = await listOf(tx, guildId, of)
  const left = listsAmong(after)
  const now = listValues({ models: own?.models ?? null, loras: own?.loras ?? null }, left)
  return (
    changedFields({ before: now, after: listValues({ models: null, loras: null, ...left }, left) }).length ===
    0
  )
}

/** Takes a change of a list back. `changedSince` is thrown where it was changed again. */
export async function undoLists(
  tx: Db,
  guildId: string,
  entry: Change,
  locale: string,
  changedSince: (what: string) => PersonError,
): Promise<Change> {
  const of = ownerOf(entry.subject ?? '')
  if (!(await areListsAsLeft(tx, guildId, of, entry.after))) throw changedSince(entry.subject ?? '')
  return changeLists(tx, guildId, of, listsAmong(entry.before), locale)
}

/** Whose list an entry is about. A tier's name holds no characters that are escaped but `_`. */
function ownerOf(subject: string): ListOwner {
  const [, mark, id] = /^<(@&|#)(\d+)>$/.exec(subject) ?? []
  if (id === undefined) return { subject: 'tier', subjectId: subject.replaceAll('\\', '') }
  return { subject: mark === '#' ? 'channel' : 'role', subjectId: id }
}
