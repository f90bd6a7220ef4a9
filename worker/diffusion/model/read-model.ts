import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PaintError } from '#diffusion/errors.ts'
import { readCheckpointFiles, readVaeFile } from './checkpoint-files.ts'
import { readModelFolder } from './model-folder.ts'
import type { ModelFiles } from './model-files.ts'

export const checkpointEnding = '.safetensors'

/** What a model's name means: a folder of `modelsDir`, a checkpoint in it (with or without its ending), else a path. */
export function findModel(nameOrPath: string, modelsDir: string): string {
  const named = join(modelsDir, nameOrPath)
  return [named, named + checkpointEnding].find((path) => existsSync(path)) ?? resolve(nameOrPath)
}

/** What a VAE's name means: a file of `vae/` in `modelsDir` (with or without its ending), else a path. */
export function findVae(nameOrPath: string, modelsDir: string): string {
  const named = join(modelsDir, 'vae', nameOrPath)
  return [named, named + checkpointEnding].find((path) => existsSync(path)) ?? resolve(nameOrPath)
}

/** The VAE that a checkpoint is used with: the one beside it, else the one that the settings name for all of them, else its own. */
export function checkpointVae(
  path: string,
  modelVae: string | undefined,
  modelsDir: string,
): string | undefined {
  if (!path.endsWith(checkpointEnding)) return undefined
  return vaeBeside(path) ?? (modelVae === undefined ? undefined : findVae(modelVae, modelsDir))
}

/**
 * Reads what a model's files say, without opening a graph.
 * @param vae a file whose VAE takes the place of the model's
 * @throws PaintError `bad_model` naming what is missing or unreadable
 */
export async function readModel(path: string, vae?: string): Promise<ModelFiles> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new PaintError('bad_model', `There is no model at ${path}.`)
  if (!found.isDirectory()) return readCheckpointFiles(path, vae)
  const folder = await readModelFolder(path)
  return vae === undefined ? folder : { ...folder, vae, ...(await readVaeFile(vae)) }
}

/** As A1111 names a checkpoint's own VAE. */
function vaeBeside(checkpoint: string): string | undefined {
  const beside = checkpoint.replace(/\.safetensors$/, `.vae${checkpointEnding}`)
  return existsSync(beside) ? beside : undefined
}
