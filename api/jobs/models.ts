import { ApiError } from '#api/contract/api-error.ts'
import type { Config } from '#core/config.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import { namedBy } from '#core/named-by.ts'
import type { Db } from '#db/connect.ts'
import { knownModels } from '#db/workers.ts'
import { wildcardNames } from '#request/draw-words.ts'
import { usableModels } from '#request/usable-models.ts'

const firstWorkerSeconds = 5

/** The models that workers have told of and the caller may use, the default one first. */
export async function modelsOf(
  terms: PaintTerms,
  { db, config }: { db: Db; config: Pick<Config, 'model'> },
): Promise<ModelFacts[]> {
  return usableModels(await knownModels(db), config, terms)
}

/**
 * The model of that name, or, without a name, the default. One that the caller may not use is named here, and refused by the terms.
 * @throws {ApiError} 422 when there is none of that name, 503 while no worker has told of any
 */
export function modelNamed(
  name: string | undefined,
  models: ModelFacts[],
  terms: PaintTerms,
  config: Pick<Config, 'model'>,
): ModelFacts {
  const mine = usableModels(models, config, terms)
  const first = mine[0] ?? models[0]
  if (first === undefined) {
    const message = 'No painter has come up yet: try again in a moment.'
    throw new ApiError(503, 'no_worker', message, { retryAfterSeconds: firstWorkerSeconds })
  }
  const found = name === undefined ? first : namedBy(models, name.trim())
  if (found !== undefined) return found
  const known = mine.map((model) => model.name).join(', ')
  throw new ApiError(422, 'unknown_model', `There is no model of this name; there are: ${known}.`, {
    param: 'model',
  })
}

/** The names of the lists that prompts may draw words from. */
export function wildcardsOf({ modelsDir }: Pick<Config, 'modelsDir'>): Promise<string[]> {
  return wildcardNames(modelsDir)
}
