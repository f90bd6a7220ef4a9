import type { BenchHouse } from '#bench/bot/open-house.ts'
import type { AcceptedJob } from './ask-api-on-and-on.ts'

interface Row {
  id: string
  state: string
  hold: string
  pictures: number
  images: number
}

/** Once all is settled: what programs were promised, and what the ledger says of each job of the API. */
export async function checkJobs(
  { database }: BenchHouse,
  accepted: readonly AcceptedJob[],
): Promise<{ text: string; faults: string[] }> {
  const rows = await database.sql<Row[]>`
    select g.id, g.state, h.state as hold, h.pictures,
      (select count(*)::int from images i where i.generation_id = g.id) as images
    from generations g join quota_holds h on h.generation_id = g.id where g.source = 'api'`
  const byId = new Map(rows.map((row) => [row.id, row]))
  const faults: string[] = []
  for (const { id, cancelled } of accepted) {
    const state = byId.get(id)?.state
    if (state !== 'delivered' && !(cancelled && state === 'cancelled'))
      faults.push(`${id}: accepted, and ${state ?? 'nowhere'}`)
  }
  for (const row of rows) {
    const { state, hold, pictures, images } = row
    const kept =
      state === 'delivered'
        ? hold === 'COMMITTED' && pictures === 1 && images === 1
        : hold === 'RELEASED' && pictures === 0
    if (!kept) faults.push(`${row.id}: ${JSON.stringify(row)}`)
  }
  return {
    text: `${accepted.length} jobs of /api/generate accepted, ${rows.length} jobs of the API in all: ${countOf(rows)}`,
    faults,
  }
}

function countOf(rows: readonly Row[]): string {
  const counts = new Map<string, number>()
  for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].map(([state, count]) => `${count} ${state}`).join(', ')
}
