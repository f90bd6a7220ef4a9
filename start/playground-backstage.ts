import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import { knownTiers } from '#core/paint-terms.ts'
import { effectiveTier } from '#core/tiers.ts'
import type { Db } from '#db/connect.ts'
import { findSettings } from '#db/guild-settings.ts'
import { findOperatorState } from '#db/operator-state.ts'
import { assignmentsIn } from '#db/tier-assignments.ts'
import { definedTiers } from '#db/tiers.ts'
import type { PlaygroundBackstage } from '#playground/server/backstage.ts'
import type { SupervisedProcess } from './supervised-process.ts'

const shownRows = 10

const row = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

export interface BackstageSource {
  readonly db: Db
  readonly config: Config
  readonly worker: SupervisedProcess
}

/**
 * What the playground's drawer shows of the database, and the worker that it may kill. Written as a developer would ask in psql.
 * @param source resolves once both are there; the page is earlier, and its questions wait
 */
export function playgroundBackstage(source: Promise<BackstageSource>): PlaygroundBackstage {
  const ask = async (query: ReturnType<typeof sql>) => {
    const { db } = await source
    return z.array(row).parse([...(await db.execute(query))])
  }
  return {
    queue: () =>
      ask(sql`
        select left(id::text, 8) as id, state::text, attempt, user_id as person, round(start_tag::numeric)::text as place,
          to_char(created_at, 'HH24:MI:SS') as since
        from generations where state in ('reserved', 'queued', 'painting', 'painted') order by start_tag`),
    rows: async () => [
      {
        name: 'generations',
        rows: await ask(sql`
          select left(id::text, 8) as id, state::text, kind::text, attempt, lost_attempts as lost, seed::text,
            width || 'x' || height as size, steps, left(prompt, 40) as prompt, failure,
            round(extract(epoch from settled_at - created_at)::numeric, 1)::text as seconds
          from generations order by created_at desc limit ${shownRows}`),
      },
      {
        name: 'quota_holds',
        rows: await ask(sql`
          select left(h.generation_id::text, 8) as generation, h.state::text, h.pictures, h.user_id as person,
            h.day::text
          from quota_holds h join generations g on g.id = h.generation_id
          order by g.created_at desc limit ${shownRows}`),
      },
      {
        name: 'images',
        rows: await ask(sql`
          select left(id::text, 8) as id, left(generation_id::text, 8) as generation, index, seed::text, bytes,
            left(sha256, 12) as sha256
          from images order by created_at desc limit ${shownRows}`),
      },
      {
        name: 'workers',
        rows: await ask(sql`
          select pid, device, slots, round(speed::numeric, 2)::text as speed,
            to_char(heartbeat_at, 'HH24:MI:SS') as heartbeat
          from workers order by heartbeat_at desc limit 5`),
      },
    ],
    async tierOf({ userId, guildId, roleIds, entitled }) {
      const { db, config } = await source
      const [tiers, assignments, { defaultTier }, operator] = await Promise.all([
        definedTiers(db, guildId),
        assignmentsIn(db, guildId),
        findSettings(db, guildId),
        findOperatorState(db),
      ])
      const known = { tiers: knownTiers(config, { tiers, operator }), assignments, defaultTier }
      return effectiveTier({ userId, roleIds, entitled }, known).tier.name
    },
    killWorker: async () => (await source).worker.kill(),
  }
}
