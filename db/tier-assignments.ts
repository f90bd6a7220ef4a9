import { and, asc, eq } from 'drizzle-orm'
import type { TierAssignment } from '#core/tiers.ts'
import type { Db } from './connect.ts'
import { tierAssignments } from './schema.ts'

const { kind, subjectId, tier } = tierAssignments

type Subject = Pick<TierAssignment, 'kind' | 'subjectId'>
const ofSubject = (guildId: string, subject: Subject) =>
  and(eq(tierAssignments.guildId, guildId), eq(subjectId, subject.subjectId), eq(kind, subject.kind))

/** Everything that a server has given, roles first. */
export async function assignmentsIn(db: Db, guildId: string): Promise<TierAssignment[]> {
  return db
    .select({ kind, subjectId, tier })
    .from(tierAssignments)
    .where(eq(tierAssignments.guildId, guildId))
    .orderBy(asc(tier), asc(kind), asc(subjectId))
}

export async function assignedTier(db: Db, guildId: string, subject: Subject): Promise<string | undefined> {
  const [row] = await db.select({ tier }).from(tierAssignments).where(ofSubject(guildId, subject))
  return row?.tier
}

/** A member or role has one tier: a new one takes the place of the old. */
export async function saveAssignment(db: Db, guildId: string, assignment: TierAssignment): Promise<void> {
  await db
    .insert(tierAssignments)
    .values({ guildId, ...assignment })
    .onConflictDoUpdate({
      target: [tierAssignments.guildId, subjectId, kind],
      set: { tier: assignment.tier },
    })
}

export async function deleteAssignment(db: Db, guildId: string, subject: Subject): Promise<void> {
  await db.delete(tierAssignments).where(ofSubject(guildId, subject))
}

/** Takes a tier back from everybody who was given it. */
export async function deleteAssignmentsOf(db: Db, guildId: string, name: string): Promise<void> {
  await db.delete(tierAssignments).where(and(eq(tierAssignments.guildId, guildId), eq(tier, name)))
}
