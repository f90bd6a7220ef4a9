import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PaintError } from '#diffusion/errors.ts'
import { findModel, readModel } from '#diffusion/model/read-model.ts'

export interface ExaminedModel {
  path: string
  /** The one of MODEL. */
  chosen: boolean
  /** What is wrong with it. */
  problem?: string
}

/** The model that paints, and the others of MODELS_DIR. */
export async function examineModels(model: string, modelsDir: string): Promise<ExaminedModel[]> {
  const chosen = findModel(model, modelsDir)
  const entries = await readdir(modelsDir, { withFileTypes: true }).catch(() => [])
  const others = entries
    .filter((entry) => entry.isDirectory() && existsSync(join(modelsDir, entry.name, 'unet')))
    .map((entry) => join(modelsDir, entry.name))
    .filter((path) => path !== chosen)
  const examined = [chosen, ...others].map(async (path): Promise<ExaminedModel> => {
    try {
      await readModel(path)
      return { path, chosen: path === chosen }
    } catch (error) {
      if (!(error instanceof PaintError)) throw error
      return { path, chosen: path === chosen, problem: error.message }
    }
  })
  return Promise.all(examined)
}
