import { Hono } from 'hono'
import { type Opening, openingText } from '#core/opening.ts'
import { version } from './version.ts'

interface LiveWorker {
  readonly host: string
  readonly device: string
  readonly models: readonly { name: string }[]
  readonly slots: number
  readonly speed: number | null
  /** While it can't paint yet. */
  readonly opening: Opening | null
}

/** What health is made of. Each question answers or rejects within its own time limit; none is asked before its time. */
export interface HealthSources {
  readonly model: string
  database(): Promise<{ kind: string }>
  queue(): Promise<{ kind: string }>
  /** Those whose heartbeat in the database is young. */
  workers(): Promise<readonly LiveWorker[]>
  discord(): { kind: string; connected: boolean }
}

/** Pictures can be painted when `reasons` is empty. */
export async function checkHealth(sources: HealthSources) {
  const reasons: string[] = []
  const ask = async <T>(what: string, question: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await question()
    } catch (error) {
      reasons.push(`${what} does not answer: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }
  const [database, queue, workers] = await Promise.all([
    ask('the database', () => sources.database()),
    ask('the queue', () => sources.queue()),
    // Asked through the database: one of the two reasons is enough.
    sources.workers().catch(() => []),
  ])
  const painters = workers.filter((worker) => worker.models.some(({ name }) => name === sources.model))
  const now = Date.now()
  if (database !== undefined && painters.every(({ opening }) => opening !== null)) {
    const [first] = painters
    reasons.push(
      first?.opening
        ? `the painter is ${openingText(first.opening, now)}`
        : `no live worker has the model ${sources.model}`,
    )
  }
  const discord = sources.discord()
  if (!discord.connected) reasons.push('the bot is not connected to Discord')
  return {
    status: reasons.length === 0 ? ('ok' as const) : ('unavailable' as const),
    version,
    reasons,
    database: database ?? null,
    queue: queue ?? null,
    discord,
    workers: workers.map(({ host, device, models, slots, speed, opening }) => ({
      host,
      device,
      models: models.map(({ name }) => name),
      slots,
      speed,
      ...(opening && { opening: openingText(opening, now) }),
    })),
  }
}

/**
 * `GET /api/health`: 200 once pictures can be painted, 503 with the reasons before.
 * @param sources what to ask, or, while we start or stop, what we are doing
 */
export function healthRoutes(sources: () => HealthSources | string): Hono {
  return new Hono().get('/api/health', async (context) => {
    const found = sources()
    const health =
      typeof found === 'string'
        ? { status: 'unavailable' as const, version, reasons: [found] }
        : await checkHealth(found)
    context.header('Cache-Control', 'no-store')
    return context.json(health, health.status === 'ok' ? 200 : 503)
  })
}
