import type { BenchHouse } from '#bench/bot/open-house.ts'
import { type AskedOfApi, upscaledPrompt } from './programs.ts'

interface Row {
  id: string
  prompt: string
  state: string
  count: number
  hold: string
  pictures: number
  images: number
}

/** Once all is settled: what programs were promised, and what the ledger says of each job of the API. */
export async function checkJobs(
  { database }: BenchHouse,
  asked: readonly AskedOfApi[],
): Promise<{ text: string; faults: string[] }> {
  const rows = await database.sql<Row[]>`
    select g.id, g.prompt, g.state, g.count, h.state as hold, h.pictures,
      (select count(*)::int from images i where i.generation_id = g.id) as images
    from generations g join quota_holds h on h.generation_id = g.id where g.source = 'api'`
  return {
    text: [
      `${asked.length} requests of programs, ${rows.length} jobs: ${countOf(rows.map(({ state }) => state))}`,
      ...[...new Set(asked.map(({ what }) => what))].map((what) => `  ${what}: ${endsOf(asked, what)}`),
    ].join('\n'),
    faults: [...rows.flatMap(ledgerFault), ...asked.flatMap((one) => promiseFaults(one, rows))],
  }
}

/** Each job ends in all of its pictures, each paid once, or in none. */
function ledgerFault(row: Row): string[] {
  const { state, count, hold, pictures, images } = row
  const kept =
    state === 'delivered'
      ? hold === 'COMMITTED' && pictures === count && images === count
      : hold === 'RELEASED' && pictures === 0
  return kept ? [] : [`${row.id}: ${JSON.stringify(row)}`]
}

function promiseFaults(one: AskedOfApi, rows: readonly Row[]): string[] {
  const { what, prompt, id, cancelled, wants, got } = one
  const own = rows.filter((row) => row.prompt === prompt)
  const faults: string[] = []
  const state = rows.find((row) => row.id === id)?.state
  if (id !== undefined && state !== 'delivered' && !(cancelled && state === 'cancelled'))
    faults.push(`${what} ${id}: accepted, and ${state ?? 'nowhere'}`)
  if (one.once && own.length !== 1) faults.push(`${what} ${prompt}: ${own.length} jobs of one key`)
  const painted = own.reduce((sum, { images }) => sum + images, 0)
  // Nobody sends these again: more would be pictures that nobody asked for.
  if (prompt !== upscaledPrompt && painted > wants)
    faults.push(`${what} ${prompt}: ${painted} pictures of ${wants}`)
  if (got !== undefined && (got !== wants || painted < got))
    faults.push(`${what} ${prompt}: ${got} pictures of ${wants} in its answer, ${painted} in the database`)
  return faults
}

function endsOf(asked: readonly AskedOfApi[], what: string): string {
  const those = asked.filter((one) => one.what === what)
  const ends = those.map(({ id, got, refused }) => {
    if (id !== undefined) return 'accepted'
    if (refused !== undefined) return `refused with ${refused}`
    return got === undefined ? 'cut off' : 'answered with pictures'
  })
  return countOf(ends)
}

function countOf(values: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].map(([value, count]) => `${count} ${value}`).join(', ')
}
