import { resolve } from 'node:path'
import type { Config } from '#core/config.ts'
import { PaintError } from '#diffusion/errors.ts'
import { findModels } from '#diffusion/model/find-models.ts'
import { checkpointVae, findModel, readModel } from '#diffusion/model/read-model.ts'

export interface ExaminedModel {
  path: string
  /** That it is painted with, where that is not its own. */
  vae?: string | undefined
  /** The one of MODEL. */
  chosen: boolean
  /** What is wrong with it. */
  problem?: string
}

/** The model that paints, and the others of MODELS_DIR, checkpoints with the VAE that they are painted with. */
export async function examineModels({
  model,
  modelVae,
  modelsDir,
}: Pick<Config, 'model' | 'modelVae' | 'modelsDir'>): Promise<ExaminedModel[]> {
  const chosen = resolve(findModel(model, modelsDir))
  const paths = new Set([chosen, ...(await findModels(modelsDir)).map((path) => resolve(path))])
  const examined = [...paths].map(async (path): Promise<ExaminedModel> => {
    const vae = checkpointVae(path, modelVae, modelsDir)
    try {
      await readModel(path, vae)
      return { path, vae, chosen: path === chosen }
    } catch (error) {
      if (!(error instanceof PaintError)) throw error
      return { path, vae, chosen: path === chosen, problem: error.message }
    }
  })
  return Promise.all(examined)
}
