import type { Clock } from '#core/clock.ts'
import type { Config } from '#core/config.ts'
import type { ExtraNetwork } from '#core/extra-networks.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import type { Logger } from '#process/logger.ts'
import type { Caller } from './caller.ts'
import type { Jobs } from './jobs.ts'

/** What routes work with; built once in `open-api.ts`. */
export interface RouteDeps {
  jobs: Jobs
  /** The models that workers have told of; the default one first. */
  models(): Promise<ModelFacts[]>
  /** @throws {ApiError} 503 while no worker has told of any */
  defaultModel(): Promise<ModelFacts>
  limits(caller: Caller): Promise<{ mostPixels: number; mostSteps: number }>
  /** What a client chose for its key, as it was set. */
  keyOptions: {
    get(caller: Caller): Promise<unknown>
    set(caller: Caller, options: object): Promise<void>
  }
  loras(): Promise<Omit<ExtraNetwork, 'preview'>[]>
  embeddings(): Promise<Omit<ExtraNetwork, 'preview'>[]>
  /** An address of a picture that needs no key, for an hour. `origin`: `http://host:port` as the caller named it. */
  pictureUrl(pictureId: string, origin: string): string
  config: Config
  logger: Logger
  clock: Clock
}

/** What a route finds in its context. */
export interface ApiEnv {
  Variables: { caller: Caller }
}
