import type { Clock } from '#core/clock.ts'
import type { Config } from '#core/config.ts'
import type { AtFaultPoint } from '#process/fault-points.ts'
import type { Logger } from '#process/logger.ts'
import type { Db } from '#db/connect.ts'
import type { Reserve } from '#db/reserve-together.ts'
import type { DiscordApi } from '#delivery/discord-api.ts'
import type { PictureStore } from '#store/picture-store.ts'
import type { GenerationQueue } from '#queue/generation-queue.ts'

/** What commands and buttons work with; built once in `run-bot.ts`. */
export interface BotDeps {
  config: Config
  db: Db
  /** Reserves together what arrives together. */
  reserve: Reserve
  queue: GenerationQueue
  api: DiscordApi
  store: PictureStore
  clock: Clock
  faultPoint: AtFaultPoint
  logger: Logger
}
