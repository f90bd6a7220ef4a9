import { and, asc, eq } from 'drizzle-orm'
import type { Tier } from '#core/tiers.ts'
import type { Db } from './connect.ts'
import { tiers } from './schema.ts'

/** The tiers that a server defined, by name. */
export async function definedTiers(db: Db, guildId: string): Promise<Tier[]> {
  const { name, picturesPerDay, steps, pixels, weight, speed } = tiers
  return db
    .select({ name, picturesPerDay, steps, pixels, weight, speed })
    .from(tiers)
    .where(eq(tiers.guildId, guildId))
    .orderBy(asc(name))
}

/** Defines a tier, or changes the one of that name. */
export async function saveTier(db: Db, guildId: string, tier: Tier): Promise<void> {
  await db
    .insert(tiers)
    .values({ guildId, ...tier })
    .onConflictDoUpdate({ target: [tiers.guildId, tiers.name], set: { speed: null, ...tier } })
}

export async function deleteTier(db: Db, guildId: string, name: string): Promise<void> {
  await db.delete(tiers).where(and(eq(tiers.guildId, guildId), eq(tiers.name, name)))
}
