import { PersonError } from '#core/errors.ts'
import type { Database } from './connect.ts'

/** The installation's id, which separates two installations on one Redis. */
export async function installationId({ sql }: Pick<Database, 'sql'>): Promise<string> {
  // Written on conflict too: Postgres returns written rows only.
  const [row] = await sql<{ id: string }[]>`
    insert into installations default values
    on conflict (one) do update set one = excluded.one
    returning id`
  if (row === undefined) throw new Error('the installation has no id')
  return row.id
}

/** The bot that this database belongs to; undefined while there has been none. */
export async function applicationOfInstallation({ sql }: Pick<Database, 'sql'>): Promise<string | undefined> {
  const [row] = await sql<{ application_id: string | null }[]>`select application_id from installations`
  return row?.application_id ?? undefined
}

/**
 * Every process that speaks to Discord calls this before it does anything: a database belongs to one bot, whose settings, quota and
 * queue are in it. The first application is written down; a real one takes the place of an emulated one.
 * @throws {PersonError} `other_installation`
 */
export async function claimInstallation(
  { sql }: Pick<Database, 'sql'>,
  applicationId: string,
  { emulated = false } = {},
): Promise<void> {
  const [claimed] = await sql`
    insert into installations (application_id, emulated) values (${applicationId}, ${emulated})
    on conflict (one) do update set
      application_id = excluded.application_id,
      emulated = excluded.emulated
        or (installations.emulated and installations.application_id = excluded.application_id)
    where installations.application_id is null
      or installations.emulated
      or installations.application_id = excluded.application_id
    returning id`
  if (claimed !== undefined) return
  const [owner] = await sql<{ application_id: string }[]>`select application_id from installations`
  throw new PersonError(
    'other_installation',
    `This database belongs to the bot with the application id ${owner?.application_id}, and ${emulated ? 'without DISCORD_TOKEN the emulated Discord would take its place' : `DISCORD_TOKEN is that of ${applicationId}`}: give each bot a database of its own (DATABASE_URL, or DATA_DIR for the built-in one). To hand this one over, empty application_id in its table installations.`,
  )
}
