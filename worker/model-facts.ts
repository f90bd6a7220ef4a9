import { basename } from 'node:path'
import type { ModelFacts } from '#core/model-facts.ts'
import { defaultScheduler } from '#core/schedulers.ts'
import { readModelFolder } from '#diffusion/model/model-folder.ts'
import { readModelWorld } from './model-world.ts'

/** What requests need to know about a model, read from its folder. */
export async function readModelFacts(folder: string): Promise<ModelFacts> {
  const { sampleSize, vaeScale, sizeMultiple, recommended } = await readModelFolder(folder)
  const world = await readModelWorld(folder)
  return {
    name: basename(folder),
    width: sampleSize * vaeScale,
    height: sampleSize * vaeScale,
    ...recommended,
    scheduler: defaultScheduler,
    sizeMultiple,
    ...(world && { world }),
  }
}
