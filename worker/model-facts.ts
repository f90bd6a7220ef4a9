import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import type { ModelFacts } from '#db/schema.ts'
import { readModelFolder } from '#diffusion/model-folder.ts'

/** The folder that a model's name, or path, means: a folder of `modelsDir` first. */
export function modelFolderOf(model: string, modelsDir: string): string {
  const inModelsDir = join(modelsDir, model)
  return existsSync(inModelsDir) ? inModelsDir : resolve(model)
}

/** Our own model says what suits it in `world.json`; other folders get what suits SD 1.5. */
const worldSchema = z.looseObject({
  recommended: z
    .looseObject({ steps: z.number().int().default(20), guidance: z.number().default(7.5) })
    .default({ steps: 20, guidance: 7.5 }),
})

/** What requests need to know about a model, read from its folder. */
export async function readModelFacts(folder: string): Promise<ModelFacts> {
  const { sampleSize, vaeScale, unetDownsamplings } = await readModelFolder(folder)
  const worldFile = join(folder, 'world.json')
  const world = worldSchema.parse(existsSync(worldFile) ? JSON.parse(await readFile(worldFile, 'utf8')) : {})
  return {
    name: basename(folder),
    width: sampleSize * vaeScale,
    height: sampleSize * vaeScale,
    ...world.recommended,
    scheduler: 'dpmpp_2m_karras',
    sizeMultiple: vaeScale * 2 ** unetDownsamplings,
  }
}
