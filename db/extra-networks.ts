import { and, asc, eq, gt, ilike, inArray, isNotNull, or, sql } from 'drizzle-orm'
import { bareNetworkName, type ExtraNetwork, type ExtraNetworkKind } from '#core/extra-networks.ts'
import type { Db } from './connect.ts'
import { extraNetworks, workers } from './schema.ts'
import { workerAliveForMs } from './workers.ts'

/** A prepared statement takes 65,535 values at most. */
const rowsAtOnce = 1000

/** Replaces what a worker has told of before. Workers whose rows are gone take theirs along. */
export async function tellExtraNetworks(
  db: Db,
  workerId: string,
  networks: readonly ExtraNetwork[],
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .delete(extraNetworks)
      .where(
        or(
          eq(extraNetworks.workerId, workerId),
          sql`not exists (select 1 from ${workers} where ${workers.id} = ${extraNetworks.workerId})`,
        ),
      )
    for (let from = 0; from < networks.length; from += rowsAtOnce)
      await tx
        .insert(extraNetworks)
        .values(networks.slice(from, from + rowsAtOnce).map((network) => ({ workerId, ...network })))
  })
}

/** What lists show: without pictures. */
export type NamedNetwork = Omit<ExtraNetwork, 'preview'>

const shown = {
  kind: extraNetworks.kind,
  name: extraNetworks.name,
  words: extraNetworks.words,
  suits: extraNetworks.suits,
  about: extraNetworks.about,
}

/** Of workers that live, or of all while none does (a restart). */
function had(db: Db) {
  const alive = gt(workers.heartbeatAt, sql`now() - ${`${workerAliveForMs} milliseconds`}::interval`)
  const living = db.select({ id: workers.id }).from(workers).where(alive)
  return or(inArray(extraNetworks.workerId, living), sql`not exists ${living}`)
}

/** Those whose name or trigger words hold what was typed, those that begin with it first. */
export async function extraNetworksLike(
  db: Db,
  kind: ExtraNetworkKind,
  typed: string,
  most: number,
): Promise<NamedNetwork[]> {
  const literal = typed.replaceAll(/[\\%_]/g, String.raw`\$&`)
  const rows = db
    .selectDistinctOn([extraNetworks.name], shown)
    .from(extraNetworks)
    .where(
      and(
        eq(extraNetworks.kind, kind),
        had(db),
        or(ilike(extraNetworks.name, `%${literal}%`), ilike(extraNetworks.words, `%${literal}%`)),
      ),
    )
    .as('found')
  return db
    .select()
    .from(rows)
    .orderBy(sql`${rows.name} not ilike ${`${literal}%`}`, asc(sql`lower(${rows.name})`))
    .limit(most)
}

/** Those of these names, whatever their case, with or without a file's ending. */
export async function extraNetworksNamed(
  db: Db,
  kind: ExtraNetworkKind,
  names: readonly string[],
): Promise<NamedNetwork[]> {
  if (names.length === 0) return []
  const lower = names.map(bareNetworkName)
  return db
    .selectDistinctOn([extraNetworks.name], shown)
    .from(extraNetworks)
    .where(and(eq(extraNetworks.kind, kind), inArray(sql`lower(${extraNetworks.name})`, lower), had(db)))
}

/** All of some kinds by name, kind after kind. */
export async function extraNetworksOf(db: Db, kinds: readonly ExtraNetworkKind[]): Promise<NamedNetwork[]> {
  const distinct = db
    .selectDistinctOn([extraNetworks.kind, extraNetworks.name], shown)
    .from(extraNetworks)
    .where(and(inArray(extraNetworks.kind, [...kinds]), had(db)))
    .as('distinct_networks')
  return db
    .select()
    .from(distinct)
    .orderBy(asc(distinct.kind), asc(sql`lower(${distinct.name})`))
}

/** Preview pictures of those of some names that have one, by name. */
export async function previewsOf(
  db: Db,
  those: readonly Pick<NamedNetwork, 'kind' | 'name'>[],
): Promise<(Buffer | undefined)[]> {
  if (those.length === 0) return []
  const names = those.map(({ name }) => name)
  const rows = await db
    .selectDistinctOn([extraNetworks.kind, extraNetworks.name], {
      kind: extraNetworks.kind,
      name: extraNetworks.name,
      preview: extraNetworks.preview,
    })
    .from(extraNetworks)
    .where(and(inArray(extraNetworks.name, names), isNotNull(extraNetworks.preview), had(db)))
  return those.map(
    ({ kind, name }) => rows.find((row) => row.kind === kind && row.name === name)?.preview ?? undefined,
  )
}
