import { basename } from 'node:path'
import { ApiError } from '#api/contract/api-error.ts'
import type { Config } from '#core/config.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { namedBy } from '#core/named-by.ts'
import type { Db } from '#db/connect.ts'
import { knownModels } from '#db/workers.ts'

const firstWorkerSeconds = 5

/** The models that workers have told of, the operator's default first. */
export async function modelsOf(db: Db, config: Pick<Config, 'model'>): Promise<ModelFacts[]> {
  const models = await knownModels(db)
  const isDefault = ({ name }: ModelFacts) => name === basename(config.model)
  return [...models.filter(isDefault), ...models.filter((model) => !isDefault(model))]
}

/**
 * The model of that name, or, without a name, the default.
 * @throws {ApiError} 422 when there is none of that name, 503 while no worker has told of any
 */
export async function modelNamed(
  name: string | undefined,
  { db, config }: { db: Db; config: Pick<Config, 'model'> },
): Promise<ModelFacts> {
  const models = await modelsOf(db, config)
  const [first] = models
  if (first === undefined) {
    const message = 'No painter has come up yet: try again in a moment.'
    throw new ApiError(503, 'no_worker', message, { retryAfterSeconds: firstWorkerSeconds })
  }
  const found = name === undefined ? first : namedBy(models, name.trim())
  if (found !== undefined) return found
  const known = models.map((model) => model.name).join(', ')
  throw new ApiError(422, 'unknown_model', `There is no model of this name; there are: ${known}.`, {
    param: 'model',
  })
}
