import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ModelFolder } from './model-folder.ts'

/**
 * A model's short hash, for people to tell models apart: the first ten hex digits of a SHA-256, as A1111 has them, here over the
 * UNet's files (graph and weights) in the order of their names.
 */
export async function modelHash({ unet }: ModelFolder): Promise<string> {
  const hash = createHash('sha256')
  const folder = dirname(unet)
  for (const name of (await readdir(folder)).sort()) {
    if (name.endsWith('.json')) continue
    for await (const chunk of createReadStream(join(folder, name), { highWaterMark: 1024 * 1024 }))
      hash.update(chunk)
  }
  return hash.digest('hex').slice(0, 10)
}
