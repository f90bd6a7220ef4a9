import { and, asc, eq } from 'drizzle-orm'
import type { AllowList } from '#core/allow-lists.ts'
import type { Db } from './connect.ts'
import { allowLists } from './schema.ts'

const { guildId, subject, subjectId, models, loras } = allowLists

/** Everything that a server's tiers, roles and channels are held to. */
export async function allowListsIn(db: Db, server: string): Promise<AllowList[]> {
  return db
    .select({ subject, subjectId, models, loras })
    .from(allowLists)
    .where(eq(guildId, server))
    .orderBy(asc(subject), asc(subjectId))
}

/** Takes the place of the list that was there; one that allows everything is none. */
export async function saveAllowList(db: Db, server: string, list: AllowList): Promise<void> {
  if (list.models === null && list.loras === null) return deleteAllowList(db, server, list)
  const names = { models: list.models && [...list.models], loras: list.loras && [...list.loras] }
  await db
    .insert(allowLists)
    .values({ guildId: server, subject: list.subject, subjectId: list.subjectId, ...names })
    .onConflictDoUpdate({ target: [guildId, subject, subjectId], set: names })
}

export async function deleteAllowList(
  db: Db,
  server: string,
  of: Pick<AllowList, 'subject' | 'subjectId'>,
): Promise<void> {
  await db
    .delete(allowLists)
    .where(and(eq(guildId, server), eq(subject, of.subject), eq(subjectId, of.subjectId)))
}
