import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm'
import { apiKeyPrefixLength, apiKeyStart, maxApiKeys } from '#core/api-key.ts'
import { among, amongDays, amongIds } from './among.ts'
import type { Db } from './connect.ts'
import { lockInOrder, personLock } from './lock-in-order.ts'
import { type ApiKey, apiKeys, generations, quotaHolds } from './schema.ts'
import { statement } from './statement.ts'
import { togetherOn } from './together-on.ts'

/** Last use is written down this often: once for the thousand requests of a busy minute. */
const lastUseEveryMinutes = 1

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex')

export type NewApiKey = Pick<
  ApiKey,
  'userId' | 'name' | 'guildId' | 'roleIds' | 'ageRestricted' | 'picturesPerDay'
> &
  Partial<Pick<ApiKey, 'entitledUntil'>>

/** Makes a key; the answer holds it for the only time. Undefined: its person has as many as they may. */
export async function createApiKey(
  db: Db,
  made: NewApiKey,
): Promise<{ key: string; row: ApiKey } | undefined> {
  const key = `${apiKeyStart}${randomBytes(32).toString('base64url')}`
  return db.transaction(async (tx) => {
    await lockInOrder(tx, [personLock(made.userId)])
    const count = await tx.$count(apiKeys, and(eq(apiKeys.userId, made.userId), isNull(apiKeys.revokedAt)))
    if (count >= maxApiKeys) return undefined
    const [row] = await tx
      .insert(apiKeys)
      .values({ id: randomUUID(), hash: hashOf(key), prefix: key.slice(0, apiKeyPrefixLength), ...made })
      .returning()
    if (row === undefined) throw new Error('an insert returned no row')
    return { key, row }
  })
}

/** Keys that work, of one person or of everybody, the oldest first. */
export async function listApiKeys(db: Db, userId?: string): Promise<ApiKey[]> {
  return db
    .select()
    .from(apiKeys)
    .where(and(isNull(apiKeys.revokedAt), userId === undefined ? undefined : eq(apiKeys.userId, userId)))
    .orderBy(asc(apiKeys.createdAt))
}

/** Ends a key, by its id or its first characters. Undefined: there is none like this, or more than one. */
export async function revokeApiKey(db: Db, named: string, userId?: string): Promise<ApiKey | undefined> {
  const keys = await listApiKeys(db, userId)
  const those = keys.filter(({ id, prefix, name }) => [id, prefix, name].includes(named))
  const [key] = those
  if (key === undefined || those.length > 1) return undefined
  const [revoked] = await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.id, key.id), isNull(apiKeys.revokedAt)))
    .returning()
  return revoked
}

/** The key's row; undefined for one that was never made or is revoked. Asked at each request, so that revoking holds at once. */
export async function findApiKey(db: Db, key: string): Promise<ApiKey | undefined> {
  return key.startsWith(apiKeyStart) ? findTogether(db, hashOf(key)) : undefined
}

/** Whether a key still works. Clients that wait ask again and again: they share a query. */
export async function isApiKeyValid(db: Db, id: string): Promise<boolean> {
  return areValidTogether(db, id)
}

const areValidTogether = togetherOn(async (db, ids: readonly string[]) => {
  const rows = await stillValid(db, { ids: JSON.stringify([...new Set(ids)]) })
  const valid = new Set(rows.map(({ id }) => id))
  return ids.map((id) => valid.has(id))
})

const stillValid = statement((db) =>
  db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(isNull(apiKeys.revokedAt), amongIds(apiKeys.id, sql.placeholder('ids')))),
)

const byHash = statement((db) =>
  db
    .select()
    .from(apiKeys)
    .where(and(isNull(apiKeys.revokedAt), among(apiKeys.hash, sql.placeholder('hashes')))),
)

const findTogether = togetherOn(async (db, hashes: readonly string[]) => {
  const rows = await byHash(db, { hashes: JSON.stringify(hashes) })
  const found = new Map(rows.map((row) => [row.hash, row]))
  return hashes.map((hash) => found.get(hash))
})

/** Writes down that a key was used now. */
export async function noteApiKeyUse(db: Db, { id }: Pick<ApiKey, 'id'>): Promise<void> {
  await noteUsesTogether(db, id)
}

const noteUsesTogether = togetherOn(async (db, ids: readonly string[]) => {
  // In one order, as every statement that locks several: two processes could wait for each other otherwise.
  await db.execute(sql`
    update ${apiKeys} set last_used_at = now()
    where id in (
      select id from ${apiKeys}
      where ${amongIds(apiKeys.id, [...new Set(ids)])}
        and (last_used_at is null or last_used_at < now() - make_interval(mins => ${lastUseEveryMinutes}))
      order by id for update)`)
  return ids.map(() => undefined)
})

/** What Discord says of a person in a server, whenever they do something there; `guildId` null: in direct messages. */
export type TellsOfPerson = Pick<ApiKey, 'userId' | 'guildId' | 'roleIds' | 'entitledUntil'>

/** Their keys of that place have the same roles, and the same entitlement, from now on. */
export async function keepRolesOfKeys(db: Db, told: TellsOfPerson): Promise<void> {
  await keepRolesTogether(db, told)
}

const keepRolesTogether = togetherOn(async (db, told: readonly TellsOfPerson[]) => {
  // Of what was told twice, the last holds.
  const latest = new Map(told.map((one) => [`${one.userId} ${one.guildId}`, one]))
  const rows = JSON.stringify(
    [...latest.values()].map(({ userId, guildId, roleIds, entitledUntil }) => ({
      user_id: userId,
      guild_id: guildId,
      roles: [...roleIds].toSorted(),
      entitled_until: entitledUntil,
    })),
  )
  await db.execute(sql`
    with told as (
      select user_id, guild_id, entitled_until, array(select jsonb_array_elements_text(roles)) as role_ids
      from jsonb_to_recordset(${rows}::jsonb) as t(user_id text, guild_id text, roles jsonb, entitled_until timestamptz)
    ), changed as (
      select k.id, told.role_ids, told.entitled_until from ${apiKeys} as k
      join told on k.user_id = told.user_id and k.guild_id is not distinct from told.guild_id
      where k.revoked_at is null and (k.role_ids, k.entitled_until) is distinct from (told.role_ids, told.entitled_until)
      order by k.id for update of k
    )
    update ${apiKeys} set role_ids = changed.role_ids, entitled_until = changed.entitled_until
    from changed where ${apiKeys.id} = changed.id`)
  return told.map(() => undefined)
})

/** Whether a key's use is to be written down. */
export function isUseWorthNoting({ lastUsedAt }: Pick<ApiKey, 'lastUsedAt'>, now: Date): boolean {
  return lastUsedAt === null || now.getTime() - lastUsedAt.getTime() > lastUseEveryMinutes * 60_000
}

/** The secret that the key's person signs and checks by: what we keep of the key is known to both sides. */
export async function signingSecretOf(db: Db, id: string): Promise<Buffer | undefined> {
  const [row] = await db.select({ hash: apiKeys.hash }).from(apiKeys).where(eq(apiKeys.id, id))
  return row && Buffer.from(row.hash, 'hex')
}

/** Pictures held or delivered on a day that these keys asked for. */
export async function useOfApiKeys(
  db: Db,
  of: { keyIds: readonly string[]; days: readonly string[] },
): Promise<{ keyId: string; day: string; pictures: number }[]> {
  const rows = await heldOfKeys(db, { keyIds: JSON.stringify(of.keyIds), days: JSON.stringify(of.days) })
  return rows.flatMap(({ keyId, ...row }) => (keyId === null ? [] : [{ keyId, ...row }]))
}

const heldOfKeys = statement((db) => {
  const { day, state } = quotaHolds
  const { apiKeyId } = generations
  return db
    .select({ keyId: apiKeyId, day, pictures: sql<number>`sum(${quotaHolds.pictures})::int` })
    .from(quotaHolds)
    .innerJoin(generations, eq(generations.id, quotaHolds.generationId))
    .where(
      and(
        amongIds(apiKeyId, sql.placeholder('keyIds')),
        amongDays(day, sql.placeholder('days')),
        ne(state, 'RELEASED'),
      ),
    )
    .groupBy(apiKeyId, day)
})

/** What a client of A1111's shape chose for its key. */
export async function optionsOfApiKey(db: Db, id: string): Promise<Record<string, unknown>> {
  const [row] = await db.select({ options: apiKeys.options }).from(apiKeys).where(eq(apiKeys.id, id))
  return row?.options ?? {}
}

export async function setOptionsOfApiKey(
  db: Db,
  id: string,
  options: Record<string, unknown>,
): Promise<void> {
  await db.update(apiKeys).set({ options }).where(eq(apiKeys.id, id))
}
