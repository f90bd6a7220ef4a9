import { setTimeout as sleep } from 'node:timers/promises'
import { isDatabaseAway } from '#db/database-away.ts'

/** A database that starts again, or another one that takes its place, is there within this. */
const patienceMs = 60_000
const askAgainMs = 500

/**
 * Asks again while the database is away: who waits for a picture of minutes need not hear of a restart.
 * @throws the signal's reason when it fires meanwhile; what `ask` throws when the outage lasts, or it is something else
 */
export async function outlastOutage<Answer>(
  ask: () => Promise<Answer>,
  { signal, patience = patienceMs }: { signal: AbortSignal; patience?: number },
): Promise<Answer> {
  const until = performance.now() + patience
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() > until) throw error
    }
    signal.throwIfAborted()
    await sleep(askAgainMs, undefined, { signal }).catch(() => signal.throwIfAborted())
  }
}
