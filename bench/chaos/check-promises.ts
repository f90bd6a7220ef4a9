import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger } from '#process/logger.ts'
import { waitForDatabase } from '#db/wait-for-database.ts'
import type { BenchHouse } from '#bench/bot/open-house.ts'
import type { Asked } from './ask-on-and-on.ts'
import type { Strike } from './strike.ts'

/** After the last strike everything must have come to its end within this. */
const calmMs = 120_000
/** The longest that the bot takes from hearing of a request to its row, or to a word that refuses it, while the database starts again. */
const answeredWithinMs = 15_000

interface Row {
  id: string
  state: string
  key: string
  message: string | null
  hold: string
  pictures: number
  images: number
}

/** Waits until all is settled, then holds what people see and what the ledger says against what was promised. */
export async function checkPromises(
  house: BenchHouse,
  asked: Asked[],
  strikes: Strike[],
): Promise<{ text: string; broken: boolean }> {
  const calm = performance.now()
  // The last strike may have hit it.
  await waitForDatabase(house.database, createLogger({ name: 'bench', level: 'silent', pretty: false }))
  let rows = await rowsOf(house)
  while (rows.some(({ hold }) => hold === 'HELD') && performance.now() - calm < calmMs) {
    await sleep(500)
    rows = await rowsOf(house)
  }
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const faults: string[] = []
  const ends = new Map<string, number>()
  const count = (end: string) => ends.set(end, (ends.get(end) ?? 0) + 1)
  for (const { handle, time } of asked) {
    const row = byKey.get(handle.id)
    const messages = handle.messages()
    const shown = messages.filter(({ buttons }) => buttons.some(({ label }) => label === 'Reroll'))
    const promised = messages.some(({ ephemeral }) => !ephemeral)
    const told = messages.some(({ content }) => /cost (you )?nothing/.test(content))
    if (row?.state === 'delivered') {
      count('delivered')
      if (shown.length !== 1) faults.push(`${row.id}: delivered, and ${shown.length} messages show it`)
      if (row.hold !== 'COMMITTED' || row.pictures !== 1 || row.images !== 1)
        faults.push(`${row.id}: ${JSON.stringify(row)}`)
    } else {
      if (shown.length > 0) faults.push(`${handle.id}: ${row?.state ?? 'no row'}, and a message shows it`)
      if (row !== undefined && (row.hold !== 'RELEASED' || row.pictures !== 0))
        faults.push(`${row.id}: ${JSON.stringify(row)}`)
      // It was deferred, and died before its row was there: only Discord knows of it, and says so after its 15 minutes.
      const lost = row === undefined && strikes.some((strike) => mayHaveLost(strike, time))
      if (promised && !told && !lost)
        faults.push(`${handle.id}: ${row?.state ?? 'no row'}, and nobody told its person`)
      count(row?.state ?? (told ? 'refused' : 'not answered'))
    }
  }
  const struck = new Set(strikes.flatMap(({ states }) => Object.keys(states ?? {})))
  for (const state of ['reserved', 'queued', 'painting', 'painted']) {
    if (!struck.has(state)) faults.push(`no strike met a row that was ${state}`)
  }
  const text = [
    `${strikes.length} strikes, ${asked.length} requests: ${[...ends].map(([end, n]) => `${n} ${end}`).join(', ')}`,
    `all settled ${((performance.now() - calm) / 1000).toFixed(1)} s after the end`,
    `struck in the states ${[...struck].join(', ')}`,
    faults.length === 0 ? 'every promise was kept' : `BROKEN: ${faults.length}\n${faults.join('\n')}`,
  ].join('\n')
  return { text, broken: faults.length > 0 }
}

async function rowsOf({ database }: BenchHouse): Promise<Row[]> {
  return database.sql<Row[]>`
    select g.id, g.state, g.idempotency_key as key, g.message_id as message, h.state as hold, h.pictures,
      (select count(*)::int from images i where i.generation_id = g.id) as images
    from generations g join quota_holds h on h.generation_id = g.id`
}

/** Whether this strike may have met the bot while it answered what was asked then. */
function mayHaveLost({ who, time }: Strike, askedAt: number): boolean {
  const isBot = who === 'bot' || who === 'whoever came by'
  return isBot && time >= askedAt && time - askedAt < answeredWithinMs
}
