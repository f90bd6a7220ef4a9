import type { Clock } from '#core/clock.ts'
import { previewWantedChannel } from '#db/api-jobs.ts'
import type { Database } from '#db/connect.ts'

/** Who watches says so again before this is over. */
const wantedForMs = 5000
/** Ids that are remembered: of pictures that somebody watches, here or with another worker. */
const mostRemembered = 1000

export interface WantedPreviews {
  /** Whether somebody watches this generation now. */
  isWanted(id: string): boolean
  /** `begun` is called when somebody begins to. Call `done` when it is not worked on any more. */
  watch(id: string, begun: () => void): { done: () => void }
  stop(): Promise<void>
}

/**
 * Hears which pictures of the API somebody watches while they are painted. A preview for nobody takes the painter several hundredths of
 * its time.
 */
export async function listenForWantedPreviews(
  { sql }: Pick<Database, 'sql'>,
  clock: Clock,
): Promise<WantedPreviews> {
  const heardAt = new Map<string, number>()
  const watchers = new Map<string, () => void>()
  const isWanted = (id: string) => clock.now().getTime() - (heardAt.get(id) ?? -Infinity) < wantedForMs
  const listening = await sql.listen(previewWantedChannel, (id) => {
    const begins = !isWanted(id)
    // The latest is the last to be forgotten.
    heardAt.delete(id)
    heardAt.set(id, clock.now().getTime())
    for (const oldest of heardAt.keys()) {
      if (heardAt.size <= mostRemembered) break
      heardAt.delete(oldest)
    }
    if (begins) watchers.get(id)?.()
  })
  return {
    isWanted,
    watch(id, begun) {
      watchers.set(id, begun)
      return {
        done: () => {
          if (watchers.get(id) === begun) watchers.delete(id)
        },
      }
    },
    async stop() {
      await listening.unlisten()
    },
  }
}
