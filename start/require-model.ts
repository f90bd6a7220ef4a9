import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PersonError } from '#core/errors.ts'
import { findModel } from '#diffusion/model/read-model.ts'

/** Checkpoints are found by their names without the ending. */
const checkpoint = '.safetensors'

/**
 * Asked before anything is started: a name that is misspelt is no reason to start a database.
 * @throws {PersonError} `no_model`, with the models that are there
 */
export async function requireModel({
  model,
  modelsDir,
}: {
  model: string
  modelsDir: string
}): Promise<void> {
  if (existsSync(findModel(model, modelsDir)) || existsSync(join(modelsDir, `${model}${checkpoint}`))) return
  const there = (await readdir(modelsDir, { withFileTypes: true }).catch(() => []))
    .filter(({ name }) => existsSync(join(modelsDir, name, 'model_index.json')) || name.endsWith(checkpoint))
    .map(({ name }) => name)
  const found = there.length === 0 ? 'no model is there' : `there are ${there.toSorted().join(', ')}`
  throw new PersonError(
    'no_model',
    `MODEL=${model} is neither a model in ${modelsDir} (MODELS_DIR), where ${found}, nor a path: change MODEL, or see "npm run models -- list".`,
  )
}
