import { desc, eq, gt, lt, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { type WorkerRow, workers } from './schema.ts'
import { statement } from './statement.ts'

/** A worker that was silent for this long is taken for dead. */
export const workerAliveForMs = 15_000
/** Dead workers' rows are kept this long: their models' facts outlive a restart. */
const keepForMs = 24 * 60 * 60 * 1000

export async function registerWorker(
  db: Db,
  worker: Pick<WorkerRow, 'id' | 'host' | 'pid' | 'device' | 'models' | 'slots'> &
    Partial<Pick<WorkerRow, 'opening'>>,
): Promise<void> {
  await db
    .delete(workers)
    .where(lt(workers.heartbeatAt, sql`now() - ${`${keepForMs} milliseconds`}::interval`))
  await db.insert(workers).values(worker)
}

export async function heartbeat(
  db: Db,
  id: string,
  told: Pick<WorkerRow, 'speed' | 'slots'> & Partial<Pick<WorkerRow, 'models' | 'device' | 'opening'>>,
): Promise<void> {
  await db
    .update(workers)
    .set({ heartbeatAt: sql`now()`, ...told })
    .where(eq(workers.id, id))
}

/** Called by a worker that stops in good order: it counts as dead at once. */
export async function signOff(db: Db, id: string): Promise<void> {
  await db
    .update(workers)
    .set({ heartbeatAt: sql`to_timestamp(0)` })
    .where(eq(workers.id, id))
}

/** Those that open their model included. */
export async function liveWorkers(db: Db): Promise<WorkerRow[]> {
  return alive(db)
}

const alive = statement((db) =>
  db
    .select()
    .from(workers)
    .where(gt(workers.heartbeatAt, sql`now() - ${`${workerAliveForMs} milliseconds`}::interval`)),
)

/** Those that take jobs. */
export async function workersAtWork(db: Db): Promise<WorkerRow[]> {
  return (await liveWorkers(db)).filter(({ opening }) => opening === null)
}

const asking = new WeakMap<Db, Promise<ModelFacts[]>>()

/**
 * The models that workers have registered, each by its latest registration, workers that are away for a moment included. A worker that
 * opens does not know its upscalers yet: those of the registration before count until it does. Every
 * request asks: those that ask while a query is running share the next one's answer.
 */
export async function knownModels(db: Db): Promise<ModelFacts[]> {
  const answer = asking.get(db) ?? findModels(db).finally(() => asking.delete(db))
  asking.set(db, answer)
  return answer
}

async function findModels(db: Db): Promise<ModelFacts[]> {
  const rows = await everyWorker(db)
  const byName = new Map<string, ModelFacts>()
  for (const facts of rows.flatMap((row) => row.models)) {
    const later = byName.get(facts.name)
    if (later === undefined) byName.set(facts.name, facts)
    else if (later.upscalers === undefined && facts.upscalers !== undefined)
      byName.set(facts.name, { ...later, upscalers: facts.upscalers })
  }
  return [...byName.values()]
}

const everyWorker = statement((db) => db.select().from(workers).orderBy(desc(workers.startedAt)))
