import { basename } from 'node:path'
import type { Config } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import type { Db } from '#db/connect.ts'
import type { ModelFacts } from '#db/schema.ts'
import { knownModels } from '#db/workers.ts'
import type { Texts } from '#messages/texts/texts.ts'

/**
 * The model that is painted with: the operator's default, as the workers know it.
 * @throws {PersonError} when no worker has told of any model yet
 */
export async function modelFor(db: Db, config: Config, texts: Texts): Promise<ModelFacts> {
  const models = await knownModels(db)
  const facts = models.find(({ name }) => name === basename(config.model)) ?? models[0]
  if (facts === undefined) throw new PersonError('refused', texts.refusals.noWorker)
  return facts
}
