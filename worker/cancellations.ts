import type { Logger } from '#process/logger.ts'
import { saySeldom } from '#process/say-seldom.ts'
import { cancelChannel, findInterrupted } from '#db/cancel.ts'
import type { Database } from '#db/connect.ts'
import type { Fence } from '#db/generations.ts'

/** Running generations are looked up this often too: a notification can be lost with its connection. */
const pollMs = 1000

export interface Cancellations {
  /**
   * `cancelled` is aborted when somebody cancels this generation, `lost` when another worker has taken it over: the worker
   * that lost it must not edit its message any more. Call `done` when it is not worked on any more.
   */
  watch(row: Fence): { cancelled: AbortSignal; lost: AbortSignal; done: () => void }
  stop(): Promise<void>
}

/** Hears of cancelled and lost generations, whichever process or host that came from. */
export async function listenForCancellations(database: Database, logger: Logger): Promise<Cancellations> {
  const running = new Map<string, { row: Fence; cancelled: AbortController; lost: AbortController }>()
  const cancel = (id: string) => running.get(id)?.cancelled.abort(new Error('cancelled'))
  const listening = await database.sql.listen(cancelChannel, cancel)
  const poll = async () => {
    if (running.size === 0) return
    const watched = [...running.values()].map(({ row }) => row)
    for (const { id, attempt } of await findInterrupted(database.db, watched)) {
      const here = running.get(id)
      if (here?.row.attempt === attempt) cancel(id)
      else here?.lost.abort(new Error('another worker has taken it over'))
    }
  }
  const failed = saySeldom(logger, 'cancellations could not be looked up')
  const timer = setInterval(() => {
    poll().catch(failed)
  }, pollMs)
  return {
    watch(row) {
      const watched = { row, cancelled: new AbortController(), lost: new AbortController() }
      running.set(row.id, watched)
      const done = () => {
        if (running.get(row.id) === watched) running.delete(row.id)
      }
      return { cancelled: watched.cancelled.signal, lost: watched.lost.signal, done }
    },
    async stop() {
      clearInterval(timer)
      await listening.unlisten()
    },
  }
}
