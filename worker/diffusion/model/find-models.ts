import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { checkpointEnding } from './read-model.ts'

/** Paths of the models in a folder, by name: model folders, and checkpoints (whatever they turn out to be). */
export async function findModels(modelsDir: string): Promise<string[]> {
  const entries = await readdir(modelsDir, { withFileTypes: true }).catch(() => [])
  return entries
    .filter(({ name }) => !name.startsWith('.'))
    .filter((entry) =>
      // Other folders lie there too: a model is what says so, or at least has a UNet.
      entry.isDirectory()
        ? existsSync(join(modelsDir, entry.name, 'model_index.json')) ||
          existsSync(join(modelsDir, entry.name, 'unet'))
        : entry.name.endsWith(checkpointEnding) && !entry.name.endsWith(`.vae${checkpointEnding}`),
    )
    .map(({ name }) => join(modelsDir, name))
    .toSorted((a, b) => a.localeCompare(b))
}
