import type { Clock } from '#core/clock.ts'
import type { Config } from '#core/config.ts'
import type { Db } from '#db/connect.ts'
import type { Reserve } from '#db/reserve-together.ts'
import type { AtFaultPoint } from '#process/fault-points.ts'
import type { Logger } from '#process/logger.ts'
import type { GenerationQueue } from '#queue/generation-queue.ts'
import type { PictureStore } from '#store/picture-store.ts'
import type { Changes } from './changes.ts'
import type { InTurn } from './in-turn.ts'

/** What jobs are made and read with; built once in `open-api.ts`. */
export interface JobDeps {
  config: Config
  db: Db
  /** Reserves together what arrives together. */
  reserve: Reserve
  queue: Pick<GenerationQueue, 'add' | 'remove'>
  store: PictureStore
  /** Work that no answer waits for; a stop does. */
  goOn: (work: Promise<void>) => void
  /** Pictures that are sent are decoded in turn: each takes 100 MB and more. */
  inTurn: InTurn
  changes: Pick<Changes, 'watch'>
  clock: Clock
  faultPoint: AtFaultPoint
  logger: Logger
}
