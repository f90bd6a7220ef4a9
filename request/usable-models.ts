import type { Config } from '#core/config.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { modelName } from '#core/model-name.ts'
import { type PaintTerms, usable } from '#core/paint-terms.ts'

/** The models that a person may use here, the operator's default first: that is painted with where nobody names another. */
export function usableModels(
  models: readonly ModelFacts[],
  { model }: Pick<Config, 'model'>,
  terms: PaintTerms,
): ModelFacts[] {
  const isDefault = ({ name }: ModelFacts) => name === modelName(model)
  return usable(terms, 'model', [...models.filter(isDefault), ...models.filter((one) => !isDefault(one))])
}
