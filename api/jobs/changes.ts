import type { Database } from '#db/connect.ts'
import { changedChannel } from '#db/api-jobs.ts'

/** Waiting jobs are looked at this often too: a notification can be lost with its connection, and places in line change without one. */
const lookAgainMs = 2000

export interface Watching {
  /** Resolves when the job may have changed since the last call. Throws the signal's reason. */
  next(signal: AbortSignal): Promise<void>
  stop(): void
}

export interface Changes {
  /** Begins to listen: every change of this job after this call is reported. */
  watch(id: string): Watching
  close(): Promise<void>
}

interface Watcher {
  changed: boolean
  wake: () => void
}

/** Hears of every step of the API's jobs, whichever process or host makes it. */
export async function listenForChanges({ sql }: Pick<Database, 'sql'>): Promise<Changes> {
  const watchers = new Map<string, Set<Watcher>>()
  const tell = (those: Iterable<Watcher>) => {
    for (const watcher of those) {
      watcher.changed = true
      watcher.wake()
    }
  }
  const listening = await sql.listen(changedChannel, (id) => tell(watchers.get(id) ?? []))
  const timer = setInterval(() => {
    for (const those of watchers.values()) tell(those)
  }, lookAgainMs)
  return {
    watch(id) {
      const watcher: Watcher = { changed: false, wake: () => {} }
      const those = watchers.get(id) ?? new Set()
      watchers.set(id, those.add(watcher))
      return {
        async next(signal) {
          signal.throwIfAborted()
          if (!watcher.changed) {
            await new Promise<void>((resolve) => {
              const wake = () => {
                signal.removeEventListener('abort', wake)
                resolve()
              }
              watcher.wake = wake
              signal.addEventListener('abort', wake)
            })
          }
          signal.throwIfAborted()
          watcher.changed = false
        },
        stop() {
          those.delete(watcher)
          if (those.size === 0 && watchers.get(id) === those) watchers.delete(id)
        },
      }
    },
    async close() {
      clearInterval(timer)
      await listening.unlisten()
    },
  }
}
