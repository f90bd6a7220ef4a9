import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const worldFile = z.object({ examples: z.array(z.string().min(1)).min(1) })

const anyModel = [
  'a red dragon over snowy mountains at dawn',
  'a small blue dragon sleeping on a pile of gold',
  'a castle by the sea under a purple evening sky',
]

/** Three prompts to click: those that the model folder's `world.json` names, or ones that suit any model. */
export async function examplesOf(modelDir: string | undefined): Promise<string[]> {
  if (modelDir === undefined) return anyModel
  try {
    const parsed = worldFile.safeParse(JSON.parse(await readFile(join(modelDir, 'world.json'), 'utf8')))
    return parsed.success ? parsed.data.examples.slice(0, 3) : anyModel
  } catch {
    // Most models have no such file.
    return anyModel
  }
}
