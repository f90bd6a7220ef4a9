import { and, ne, sql } from 'drizzle-orm'
import type { QuotaUse } from '#core/quota.ts'
import { among, amongDays } from './among.ts'
import type { Db } from './connect.ts'
import { quotaHolds } from './schema.ts'
import { statement } from './statement.ts'

/** Quotas are counted per server; direct messages are a server of their own. */
export function quotaScope(guildId: string | null): string {
  return guildId ?? 'dm'
}

const pictures = sql<number>`sum(${quotaHolds.pictures})::int`

/**
 * Pictures held or delivered of these people on these days, in each scope. Counted under their ids, and under the pseudonyms that
 * replace the ids of people who deleted their data.
 */
export async function useOfPeople(
  db: Db,
  of: { userIds: readonly string[]; days: readonly string[] },
): Promise<{ userId: string; scope: string; day: string; pictures: number }[]> {
  return heldOfPeople(db, { userIds: JSON.stringify(of.userIds), days: JSON.stringify(of.days) })
}

const heldOfPeople = statement((db) => {
  const { userId, scope, day, state } = quotaHolds
  const person = sql<string>`person.id`
  // Materialized: each pseudonym is computed once, and not again for each hold that it is compared with.
  const names = sql`(
    with asked as materialized (
      select id, pseudonym(id) as erased from jsonb_array_elements_text(${sql.placeholder('userIds')}::jsonb) as p(id)
    ) select id, id as name from asked union all select id, erased from asked) as person`
  return db
    .select({ userId: person, scope, day, pictures })
    .from(quotaHolds)
    .innerJoin(names, sql`${userId} = person.name`)
    .where(and(amongDays(day, sql.placeholder('days')), ne(state, 'RELEASED')))
    .groupBy(person, scope, day)
})

/** Pictures held or delivered of everybody in these scopes on these days. */
export async function useOfScopes(
  db: Db,
  of: { scopes: readonly string[]; days: readonly string[] },
): Promise<{ scope: string; day: string; pictures: number }[]> {
  return heldInScopes(db, { scopes: JSON.stringify(of.scopes), days: JSON.stringify(of.days) })
}

const heldInScopes = statement((db) => {
  const { scope, day, state } = quotaHolds
  return db
    .select({ scope, day, pictures })
    .from(quotaHolds)
    .where(
      and(
        among(scope, sql.placeholder('scopes')),
        amongDays(day, sql.placeholder('days')),
        ne(state, 'RELEASED'),
      ),
    )
    .groupBy(scope, day)
})

/** How many pictures a person, and their server, used on a day. */
export async function quotaUse(
  db: Db,
  who: { userId: string; scope: string; day: string },
): Promise<QuotaUse> {
  const [person, scopes] = await Promise.all([
    useOfPeople(db, { userIds: [who.userId], days: [who.day] }),
    useOfScopes(db, { scopes: [who.scope], days: [who.day] }),
  ])
  return {
    person: person.find(({ scope }) => scope === who.scope)?.pictures ?? 0,
    personEverywhere: person.reduce((sum, row) => sum + row.pictures, 0),
    scope: scopes[0]?.pictures ?? 0,
  }
}
