import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Change } from '#core/changes.ts'
import type { Db } from './connect.ts'
import { auditEntries } from './schema.ts'

export type AuditEntry = typeof auditEntries.$inferSelect

/** Writes a change down, in the transaction that makes it. `guildId` null: the owners' doing. */
export async function recordChange(
  tx: Db,
  who: { guildId: string | null; actorId: string },
  change: Change,
): Promise<number> {
  const [row] = await tx
    .insert(auditEntries)
    .values({ ...who, ...change })
    .returning({ id: auditEntries.id })
  if (row === undefined) throw new Error('an insert returned no row')
  return row.id
}

/** The latest changes of a server, or of the owners, the newest first. */
export async function latestChanges(db: Db, guildId: string | null, count: number): Promise<AuditEntry[]> {
  return db
    .select()
    .from(auditEntries)
    .where(guildId === null ? isNull(auditEntries.guildId) : eq(auditEntries.guildId, guildId))
    .orderBy(desc(auditEntries.id))
    .limit(count)
}

export async function findChange(db: Db, guildId: string, id: number): Promise<AuditEntry | undefined> {
  if (!Number.isSafeInteger(id)) return undefined
  const [row] = await db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.guildId, guildId), eq(auditEntries.id, id)))
  return row
}
