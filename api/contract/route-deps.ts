import type { Clock } from '#core/clock.ts'
import type { Config } from '#core/config.ts'
import type { ExtraNetwork } from '#core/extra-networks.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import type { Logger } from '#process/logger.ts'
import type { Caller } from './caller.ts'
import type { Jobs } from './jobs.ts'

/** What an order is read against. */
export interface Painting {
  /** Those that the caller may not use, too: what is named in an order is refused in words, and not taken for another. */
  models: readonly ModelFacts[]
  defaultModel: ModelFacts
  limits: { mostPixels: number; mostSteps: number }
}

/** What routes work with; built once in `open-api.ts`. */
export interface RouteDeps {
  jobs: Jobs
  /** The models that workers have told of and the caller may use; the default one first. */
  models(caller: Caller): Promise<ModelFacts[]>
  /** @throws {ApiError} 503 while no worker has told of any model */
  painting(caller: Caller): Promise<Painting>
  /** The options that a client set for its key, unchanged. */
  keyOptions: {
    get(caller: Caller): Promise<unknown>
    set(caller: Caller, options: object): Promise<void>
  }
  /** Those that the caller may use. */
  loras(caller: Caller): Promise<Omit<ExtraNetwork, 'preview'>[]>
  embeddings(): Promise<Omit<ExtraNetwork, 'preview'>[]>
  /** Names of lists. */
  wildcards(): Promise<string[]>
  /** An address of a picture that needs no key, for an hour. `origin`: `http://host:port` as the caller named it. */
  pictureUrl(pictureId: string, origin: string): string
  config: Config
  logger: Logger
  clock: Clock
}

/** The variables of a route's context. */
export interface ApiEnv {
  Variables: { caller: Caller }
}
