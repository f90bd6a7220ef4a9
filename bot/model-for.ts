import { basename } from 'node:path'
import type { Config } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import type { ModelFacts } from '#db/schema.ts'
import { knownModels } from '#db/workers.ts'
import { typed } from '#messages/escape.ts'
import type { Texts } from '#messages/texts/texts.ts'
import type { BotDeps } from './deps.ts'

/** Characters. */
const nameShown = 80
const listShown = 1000

/** The model of that name, or, without a name, the operator's default; undefined when no worker has told of it. */
export function modelOrDefault(
  name: string | null,
  models: ModelFacts[],
  config: Config,
): ModelFacts | undefined {
  if (name !== null) return models.find((model) => model.name === name.trim())
  return models.find((model) => model.name === basename(config.model)) ?? models[0]
}

/**
 * The model that is painted with, as the workers know it.
 * @throws {PersonError} when there is none of that name, or no worker has told of any model yet
 */
export async function modelNamed(
  name: string | null,
  { db, config }: Pick<BotDeps, 'db' | 'config'>,
  texts: Texts,
): Promise<ModelFacts> {
  const models = await knownModels(db)
  const facts = modelOrDefault(name, models, config)
  if (facts !== undefined) return facts
  throw new PersonError(
    'refused',
    name === null || models.length === 0
      ? texts.refusals.noWorker
      : texts.refusals.unknownModel(
          typed(name, nameShown),
          typed(models.map((model) => model.name).join(', '), listShown),
        ),
  )
}
