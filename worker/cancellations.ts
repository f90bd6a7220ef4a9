import type { Logger } from '#core/logger.ts'
import { cancelChannel, findCancelRequests } from '#db/cancel.ts'
import type { Database } from '#db/connect.ts'

/** A notification can be lost with its connection: what runs is looked up this often too. */
const pollMs = 1000

export interface Cancellations {
  /** Aborted when somebody cancels this generation. Call `done` when it is not worked on any more. */
  watch(generationId: string): { signal: AbortSignal; done: () => void }
  stop(): Promise<void>
}

/** Hears of cancelled generations, whichever process or host the wish came from. */
export async function listenForCancellations(database: Database, logger: Logger): Promise<Cancellations> {
  const running = new Map<string, AbortController>()
  const cancel = (id: string) => running.get(id)?.abort(new Error('cancelled'))
  const listening = await database.sql.listen(cancelChannel, cancel)
  const poll = async () => {
    if (running.size === 0) return
    for (const id of await findCancelRequests(database.db, [...running.keys()])) cancel(id)
  }
  const timer = setInterval(() => {
    poll().catch((error: unknown) => logger.warn({ err: error }, 'cancellations could not be looked up'))
  }, pollMs)
  return {
    watch(generationId) {
      const controller = new AbortController()
      running.set(generationId, controller)
      return { signal: controller.signal, done: () => running.delete(generationId) }
    },
    async stop() {
      clearInterval(timer)
      await listening.unlisten()
    },
  }
}
