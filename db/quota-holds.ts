import { and, eq, ne, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { quotaHolds } from './schema.ts'

/** Quotas are counted per server; direct messages are a server of their own. */
export function quotaScope(guildId: string | null): string {
  return guildId ?? 'dm'
}

/** Pictures held or delivered: of this person in this scope, of this person everywhere, and of the scope as a whole. */
export interface QuotaUse {
  person: number
  personEverywhere: number
  scope: number
}

export async function quotaUse(
  db: Db,
  who: { userId: string; scope: string; day: string },
): Promise<QuotaUse> {
  const pictures = sql<number>`coalesce(sum(${quotaHolds.pictures}), 0)::int`
  const day = and(eq(quotaHolds.day, who.day), ne(quotaHolds.state, 'RELEASED'))
  const [person] = await db
    .select({
      here: sql<number>`coalesce(sum(${quotaHolds.pictures}) filter (where ${quotaHolds.scope} = ${who.scope}), 0)::int`,
      everywhere: pictures,
    })
    .from(quotaHolds)
    .where(and(day, eq(quotaHolds.userId, who.userId)))
  const [scope] = await db
    .select({ pictures })
    .from(quotaHolds)
    .where(and(day, eq(quotaHolds.scope, who.scope)))
  return { person: person?.here ?? 0, personEverywhere: person?.everywhere ?? 0, scope: scope?.pictures ?? 0 }
}
