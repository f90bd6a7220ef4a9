import { type Place, placesOf } from '#core/queue-outlook.ts'
import { together } from '#core/together.ts'
import { linedUp } from '#db/waiting.ts'
import { workersAtWork } from '#db/workers.ts'
import type { JobDeps } from './job-deps.ts'

const mostAtOnce = 10_000
const boundMs = 10_000

/** A job's place in line; undefined where it has none. */
export type Line = (id: string) => Promise<Place | undefined>

/** Places in line. Whoever asks while the queue is being looked at shares the next look: 200 clients that wait are one question. */
export function lineOf({ db, clock }: Pick<JobDeps, 'db' | 'clock'>): Line {
  return together(
    async (ids: readonly string[]) => {
      const [rows, workers] = await Promise.all([linedUp(db, ids), workersAtWork(db)])
      const places = new Map(placesOf(rows, workers, clock.now()).map((place) => [place.id, place]))
      return ids.map((id) => places.get(id))
    },
    { most: mostAtOnce, boundMs },
  )
}
