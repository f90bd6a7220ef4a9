import type { Limits } from '#api/http/fitted.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import type { ChosenOptions } from './chosen-options.ts'

/** What a request is read against: what there is, what the caller may have, and what they chose by `/sdapi/v1/options`. */
export interface PaintingWorld {
  models: readonly ModelFacts[]
  defaultModel: ModelFacts
  limits: Limits
  chosen: ChosenOptions
  /** Below 2^32. */
  randomSeed: () => number
}
