import { sql } from 'drizzle-orm'
import { systemClock } from '#core/clock.ts'
import { queueClocks } from '#db/schema.ts'
import type { Database } from '#db/connect.ts'
import type { QueueBackend } from '#queue/backend.ts'
import { createGenerationQueue } from '#queue/generation-queue.ts'
import { reconcile } from '#queue/reconciler.ts'
import type { Logger } from '#process/logger.ts'
import { cpuTimeMs } from '#bench/bot/cpu-time.ts'
import { sum } from '#bench/statistics.ts'

/** One round: what our process and the database worked, and how long it took, in milliseconds. */
export interface RoundMeasured {
  worked: number
  /** NaN where the system does not tell. */
  databaseWorked: number
  took: number
}

export interface RoundsMeasured {
  /** No row has a job, as when Redis has lost them. */
  lost: RoundMeasured
  /** Every row has its job. */
  steady: RoundMeasured[]
  /** Priorities are counted from another base: every job is to be moved. */
  moved: RoundMeasured
}

const model = 'many'
const movedBy = 0.5

/** Rounds of the reconciler while many generations wait. */
export async function measureRounds(
  house: { database: Database; backend: QueueBackend; databasePids: () => number[]; logger: Logger },
  { jobs, rounds }: { jobs: number; rounds: number },
): Promise<RoundsMeasured> {
  const { database, logger } = house
  await fill(database, jobs)
  const queue = createGenerationQueue({ backend: house.backend, logger })
  const databaseWork = () => new Map(house.databasePids().map((pid) => [pid, cpuTimeMs(pid) ?? NaN]))
  const round = async (): Promise<RoundMeasured> => {
    const [cpu, work, begun] = [process.cpuUsage(), databaseWork(), performance.now()]
    await reconcile({
      database,
      queue,
      clock: systemClock,
      logger,
      messageOf: () => Promise.resolve('unknown'),
    })
    const { user, system } = process.cpuUsage(cpu)
    return {
      worked: (user + system) / 1000,
      databaseWorked: sum([...databaseWork()].map(([pid, now]) => now - (work.get(pid) ?? 0))),
      took: performance.now() - begun,
    }
  }
  try {
    const lost = await round()
    const known = (await queue.jobs(model)).size
    if (known !== jobs) throw new Error(`${known} jobs of ${jobs} are in the queue`)
    const steady: RoundMeasured[] = []
    for (let n = 0; n < rounds; n++) steady.push(await round())
    await database.db.update(queueClocks).set({ base: sql`base + ${movedBy}` })
    return { lost, steady, moved: await round() }
  } finally {
    await queue.close()
  }
}

/** Rows of a hundred people who wait for a minute. */
async function fill({ db }: Database, jobs: number): Promise<void> {
  await db.insert(queueClocks).values({ queue: model, virtualTime: 1 })
  await db.execute(sql`
    insert into generations (id, state, kind, source, idempotency_key, user_id, locale, prompt, negative_prompt, model, steps,
      guidance, width, height, seed, count, scheduler, start_tag, cost, weight, created_at, queued_at)
    select gen_random_uuid(), 'queued', 'imagine', 'api', 'bench-' || n, (900000000000000000 + n % 100)::text, 'en-US',
      repeat('a red dragon over a castle ', 10), '', ${model}, 20, 7.5, 512, 512, n, 1, 'dpmpp_2m_karras', 1 + n / 10.0, 0.1, 1,
      now() - interval '1 minute', now() - interval '1 minute'
    from generate_series(1, ${jobs}) as n`)
  await db.execute(sql`analyze generations`)
}
