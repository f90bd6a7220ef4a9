import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { modelName } from '#core/model-name.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import { namedBy } from '#core/named-by.ts'
import { knownModels } from '#db/workers.ts'
import { usableModels } from '#request/usable-models.ts'
import { typed } from '#messages/escape.ts'
import type { Texts } from '#messages/texts/texts.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/** Most characters of a model's name, and of the list of models, in a message. */
const nameShown = 80
const listShown = 1000

/** On an installation's very first start, workers tell of their models some seconds after the bot is there. */
const firstModelWithinMs = 15_000
const firstModelPollMs = 250

/**
 * The model of that name, or, without a name, the operator's default or, where the person may not use that, the first that they may;
 * undefined when no worker has told of it.
 */
export function modelOrDefault(
  name: string | null,
  models: ModelFacts[],
  config: Config,
  terms?: PaintTerms,
): ModelFacts | undefined {
  if (name !== null) return namedBy(models, name.trim())
  const mine = terms === undefined ? undefined : usableModels(models, config, terms)[0]
  // Nobody may use any: what is said is about the default.
  return mine ?? models.find((model) => model.name === modelName(config.model)) ?? models[0]
}

/**
 * The model that is painted with, as the workers know it.
 * @throws {PersonError} when there is none of that name, or no worker has told of any model yet
 */
export async function modelNamed(
  name: string | null,
  { db, config }: Pick<BotDeps, 'db' | 'config'>,
  texts: Texts,
  terms: PaintTerms,
): Promise<ModelFacts> {
  const models = await knownModels(db)
  const facts = modelOrDefault(name, models, config, terms)
  if (facts !== undefined) return facts
  throw new PersonError(
    'refused',
    name === null || models.length === 0
      ? texts.refusals.noWorker
      : texts.refusals.unknownModel(
          typed(name, nameShown),
          typed(
            usableModels(models, config, terms)
              .map((model) => model.name)
              .join(', '),
            listShown,
          ),
        ),
  )
}

/**
 * The same for an answer that may be deferred: while no worker has ever told of a model, the first one is waited for.
 * @throws {PersonError} as `modelNamed`
 */
export async function modelNamedSoon(
  name: string | null,
  deps: Pick<BotDeps, 'db' | 'config'>,
  texts: Texts,
  terms: PaintTerms,
): Promise<ModelFacts> {
  const until = performance.now() + firstModelWithinMs
  while (performance.now() < until && (await knownModels(deps.db)).length === 0) await sleep(firstModelPollMs)
  return modelNamed(name, deps, texts, terms)
}
