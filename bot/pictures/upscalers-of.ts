import { knownModels } from '#db/workers.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/** The upscalers that the workers of a model have. */
export async function upscalersOf(
  model: string,
  { db }: Pick<BotDeps, 'db'>,
): Promise<readonly { name: string; factor: number }[]> {
  const facts = (await knownModels(db)).find(({ name }) => name === model)
  return facts?.upscalers ?? []
}
