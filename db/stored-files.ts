import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './connect.ts'
import { favourites, generations, images } from './schema.ts'

/**
 * What a file in the store is: `kept`; `expired`, a picture older than the operator keeps them; or an `orphan` that no row
 * names, or whose row says that the file is gone.
 */
export type FileStanding = 'kept' | 'expired' | 'orphan'

const rows = z.array(z.object({ id: z.string(), standing: z.enum(['kept', 'expired', 'orphan']) }))

/**
 * The standing of these files. Without `keepDays` pictures are kept for ever; with it, only favourites and the pictures and start
 * images of requests that have not ended.
 */
export async function standingOfFiles(
  db: Db,
  ids: readonly string[],
  keepDays: number | undefined,
): Promise<Map<string, FileStanding>> {
  const days = keepDays ?? null
  const young = sql`(${days}::int is null or g.created_at > now() - make_interval(days => ${days}::int))`
  const unsettled = sql`g.state in ('reserved', 'queued', 'painting', 'painted')`
  const found = await db.execute(sql`
    select f.id, case
      when i.id is not null and i.deleted_at is not null then 'orphan'
      when exists (select 1 from ${generations} g where g.start_image_id = f.id and (${young} or ${unsettled})) then 'kept'
      when exists (select 1 from ${generations} g where g.mask_image_id = f.id and (${young} or ${unsettled})) then 'kept'
      when i.id is null then 'orphan'
      when exists (select 1 from ${generations} g where g.id = i.generation_id and (${young} or ${unsettled})) then 'kept'
      when exists (select 1 from ${favourites} where image_id = f.id) then 'kept'
      else 'expired'
    end as standing
    from (select value::uuid as id from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)) as f
    left join ${images} i on i.id = f.id`)
  return new Map(rows.parse([...found]).map(({ id, standing }) => [id, standing]))
}
