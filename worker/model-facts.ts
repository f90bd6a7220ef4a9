import type { ModelFacts } from '#core/model-facts.ts'
import { samplerHere } from '#core/sampler-names.ts'
import { defaultScheduler } from '#core/schedulers.ts'
import { readModel } from '#diffusion/model/read-model.ts'
import { readModelWorld } from './model-world.ts'

/** What requests need to know about a model, read from its files. */
export async function readModelFacts(path: string, vae?: string): Promise<ModelFacts> {
  const { name, sampleSize, vaeScale, sizeMultiple, recommended, sampler, fewSteps } = await readModel(
    path,
    vae,
  )
  const world = await readModelWorld(path)
  return {
    name,
    width: sampleSize * vaeScale,
    height: sampleSize * vaeScale,
    ...recommended,
    scheduler: (sampler === undefined ? undefined : samplerHere(sampler)?.slug) ?? defaultScheduler,
    sizeMultiple,
    ...(fewSteps && { fewSteps }),
    ...(world && { world }),
  }
}
