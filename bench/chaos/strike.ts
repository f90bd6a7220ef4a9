import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultPoint } from '#process/fault-points.ts'
import type { BenchHouse } from '#bench/bot/open-house.ts'

type Victim = 'bot' | 'API' | 'worker' | 'database' | 'Redis'

/** A house with an API beside it. */
type StruckHouse = BenchHouse & { api: Pick<BenchHouse['bot'], 'pid'> }

/** A Redis that can be killed and started again with its data. */
export interface Redis {
  kill(): Promise<void>
  restart(): Promise<void>
}

export interface Strike {
  /** Milliseconds since the beginning. */
  at: number
  /** In Unix milliseconds. */
  time: number
  /** Where a point in the code was waited for, whichever process came by there. */
  who: Victim | 'whoever came by'
  /** How many generations were in which state in that moment; undefined when the database could not say. */
  states: Record<string, number> | undefined
}

/** Waited for in turn, so that each of them is struck. */
const wanted = ['queued', 'painting', 'painted'] as const
const turns = ['bot', 'API', 'worker', 'bot', 'API', 'database'] as const
const turnsWithRedis = ['bot', 'API', 'worker', 'Redis', 'worker', 'database', 'bot', 'Redis', 'API'] as const
/** Redis has nobody who starts it again by itself. */
const redisAwayMs = 1000
const points = [
  { point: 'reserved', state: 'reserved' },
  undefined,
  undefined,
  { point: 'marked painted', state: 'painted' },
  undefined,
] as const
const patienceMs = 3000

/** Kills one of them every few seconds, by turns in a moment when some row is in a certain state. */
export async function strikeAtRandom(
  house: StruckHouse,
  redis: Redis | undefined,
  seed: number,
  ends: AbortSignal,
): Promise<Strike[]> {
  const order = redis === undefined ? turns : turnsWithRedis
  const random = mulberry32(seed)
  const begun = performance.now()
  const strikes: Strike[] = []
  await wait(3000, ends)
  for (let n = 0; !ends.aborted; n++) {
    const who = order[n % order.length] ?? 'bot'
    const point = points[n % points.length]
    const moment = point && (await killAt(house, point, ends))
    const states = moment ?? (await statesWhen(house, wanted[n % wanted.length], ends))
    if (moment === undefined && who === 'Redis') await strikeRedis(redis)
    else if (moment === undefined) kill(house, who)
    strikes.push({
      at: performance.now() - begun,
      time: Date.now(),
      who: moment === undefined ? who : 'whoever came by',
      states,
    })
    await wait(2000 + random() * 4000, ends)
  }
  return strikes
}

async function statesWhen(
  house: BenchHouse,
  wanted: string | undefined,
  ends: AbortSignal,
): Promise<Strike['states']> {
  const until = performance.now() + patienceMs
  for (;;) {
    const states = await statesNow(house).catch(() => undefined)
    if (states === undefined || (wanted ?? '') in states || performance.now() > until || ends.aborted)
      return states
  }
}

/** Two states last for moments that no query from outside hits: bot or worker strike themselves there, when they come by next. */
async function killAt(
  { faultFile }: BenchHouse,
  { point, state }: { point: FaultPoint; state: string },
  ends: AbortSignal,
): Promise<Strike['states']> {
  writeFileSync(faultFile, point)
  const until = performance.now() + patienceMs
  while (existsSync(faultFile) && performance.now() < until && !ends.aborted) await wait(20, ends)
  if (!existsSync(faultFile)) return { [state]: 1 }
  rmSync(faultFile, { force: true })
  return undefined
}

async function statesNow({ database }: BenchHouse): Promise<Record<string, number>> {
  const rows = await database.sql<{ state: string; n: number }[]>`
    select state, count(*)::int as n from generations where settled_at is null group by state`
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
}

async function strikeRedis(redis: Redis | undefined): Promise<void> {
  await redis?.kill()
  await sleep(redisAwayMs)
  await redis?.restart()
}

function kill({ bot, api, worker, postgres }: StruckHouse, who: Victim): void {
  const pid =
    who === 'database'
      ? Number(readFileSync(join(postgres.folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
      : { bot, API: api, worker, Redis: undefined }[who]?.pid()
  // Undefined while it is down already.
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It died by itself in this very moment: of the database, say.
  }
}

async function wait(ms: number, ends: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: ends }).catch(() => {})
}

/** A small generator with a seed, so that a run can be repeated: mulberry32 by Tommy Ettinger. */
function mulberry32(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
