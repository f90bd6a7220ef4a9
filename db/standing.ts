import { getTableColumns, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { listSubjects } from '#core/allow-lists.ts'
import { ceilingChangesSchema, initialOperatorState, operatorModes } from '#core/operator.ts'
import type { Standing } from '#core/paint-terms.ts'
import { schedulerSlugs } from '#core/schedulers.ts'
import { speedSchema } from '#core/speeds.ts'
import { initialServerSettings } from '#core/server-settings.ts'
import type { Db } from './connect.ts'
import { allowLists, bans, guildSettings, operatorState, tierAssignments, tiers } from './schema.ts'
import { statement } from './statement.ts'
import { togetherOn } from './together-on.ts'

const integer = z.number().int().nullable()
const rowSchema = z.object({
  settings: z
    .object({
      logChannelId: z.string().nullable(),
      allowedChannelIds: z.array(z.string()),
      defaultTier: z.string(),
      blockedWords: z.array(z.string()),
      spoiler: z.boolean(),
      flaggedAsSpoilers: z.boolean(),
      privatePictures: z.boolean(),
      ageRestrictedOnly: z.boolean(),
      language: z.string().nullable(),
      mostSteps: integer,
      mostPixels: integer,
      picturesPerDay: integer,
      waitingPerPerson: integer,
      defaultSteps: integer,
      defaultGuidance: z.number().nullable(),
      defaultWidth: integer,
      defaultHeight: integer,
      defaultScheduler: z.enum(schedulerSlugs).nullable(),
      defaultNegativePrompt: z.string().nullable(),
      defaultSpeed: speedSchema.nullable(),
    })
    .nullable(),
  tiers: z.array(
    z.object({
      name: z.string(),
      picturesPerDay: z.number(),
      steps: z.number(),
      pixels: z.number(),
      weight: z.number(),
      speed: speedSchema.nullable(),
    }),
  ),
  assignments: z.array(
    z.object({ kind: z.enum(['member', 'role']), subjectId: z.string(), tier: z.string() }),
  ),
  allowLists: z.array(
    z.object({
      subject: z.enum(listSubjects),
      subjectId: z.string(),
      models: z.array(z.string()).nullable(),
      loras: z.array(z.string()).nullable(),
    }),
  ),
  ban: z.object({ reason: z.string().nullable() }).nullable(),
  operator: z
    .object({ mode: z.enum(operatorModes), reason: z.string().nullable(), ceilings: ceilingChangesSchema })
    .nullable(),
})

/**
 * One row of a table as a JSON object with the names of its columns in our code. Rendered once: of each request's query this
 * is the longest part, and rendering it again cost a burst of requests a tenth of its time.
 */
const asJson = (
  table:
    | typeof guildSettings
    | typeof tiers
    | typeof tierAssignments
    | typeof allowLists
    | typeof operatorState,
) => {
  const pairs = Object.entries(getTableColumns(table)).flatMap(([name, column]) => [
    sql`${sql.raw(`'${name}'`)}`,
    column,
  ])
  return sql.raw(new PgDialect().sqlToQuery(sql.join(pairs, sql`, `)).sql)
}
const asJsonOf = {
  settings: asJson(guildSettings),
  tiers: asJson(tiers),
  assignments: asJson(tierAssignments),
  allowLists: asJson(allowLists),
  operator: asJson(operatorState),
}

/** Who asks where; `null`: direct messages. */
interface Asker {
  guildId: string | null
  userId: string
  roleIds: readonly string[]
}

/** Everything that decides what a person may have in a server. Each request for a picture begins with it. */
export async function findStanding(db: Db, who: Asker): Promise<Standing> {
  return findStandingsTogether(db, who)
}

const findStandingsTogether = togetherOn(findStandings)

const standingsOf = statement((db) =>
  db
    .select({
      settings: sql<unknown>`(select jsonb_build_object(${asJsonOf.settings}) from ${guildSettings}
        where ${guildSettings.guildId} = asker.guild_id)`,
      tiers: sql<unknown>`(select coalesce(jsonb_agg(jsonb_build_object(${asJsonOf.tiers}) order by ${tiers.name}), '[]')
        from ${tiers} where ${tiers.guildId} = asker.guild_id)`,
      assignments: sql<unknown>`(select coalesce(jsonb_agg(jsonb_build_object(${asJsonOf.assignments})), '[]')
        from ${tierAssignments} where ${tierAssignments.guildId} = asker.guild_id and ${tierAssignments.subjectId} in (
          select jsonb_array_elements_text(asker.subjects)))`,
      allowLists: sql<unknown>`(select coalesce(jsonb_agg(jsonb_build_object(${asJsonOf.allowLists})
          order by ${allowLists.subject}, ${allowLists.subjectId}), '[]')
        from ${allowLists} where ${allowLists.guildId} = asker.guild_id)`,
      ban: sql<unknown>`(select jsonb_build_object('reason', ${bans.reason}) from ${bans}
        where ${bans.userId} = asker.user_id)`,
      operator: sql<unknown>`(select jsonb_build_object(${asJsonOf.operator}) from ${operatorState})`,
    })
    .from(
      sql`jsonb_to_recordset(${sql.placeholder('askers')}::jsonb)
        as asker(n int, guild_id text, user_id text, subjects jsonb)`,
    )
    .orderBy(sql`asker.n`),
)

/** One round trip, prepared: Postgres parses and plans it once a connection. */
async function findStandings(db: Db, askers: readonly Asker[]): Promise<Standing[]> {
  const rows = await standingsOf(db, {
    askers: JSON.stringify(
      askers.map(({ guildId, userId, roleIds }, n) => ({
        n,
        guild_id: guildId,
        user_id: userId,
        subjects: [userId, ...roleIds],
      })),
    ),
  })
  return rows.map((row) => {
    const standing = rowSchema.parse(row)
    return {
      ...standing,
      settings: standing.settings ?? initialServerSettings,
      operator: standing.operator ?? initialOperatorState,
    }
  })
}
