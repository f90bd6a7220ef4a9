import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { keptHash, keepHash } from './kept-hashes.ts'
import type { ModelFolder } from './model-folder.ts'

/** Below, hashing takes no time worth a file. */
const keptFromBytes = 50e6

/**
 * A model's short hash, for people to tell models apart: the first ten hex digits of a SHA-256, as A1111 has them, here over the
 * UNet's files (graph and weights) in the order of their names.
 *
 * @param keptIn a folder for `model-hashes.json`, where hashes of large models are kept, since SD 1.5's 3.4 GB take seconds:
 *   they are made again only when a file's size or time has changed
 */
export async function modelHash({ unet }: ModelFolder, keptIn?: string): Promise<string> {
  const folder = resolve(dirname(unet))
  const names = (await readdir(folder)).filter((name) => !name.endsWith('.json')).sort()
  const files = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name))
      return { name, size, mtimeMs }
    }),
  )
  const large = files.reduce((sum, { size }) => sum + size, 0) >= keptFromBytes
  const keep = large && keptIn !== undefined ? join(keptIn, 'model-hashes.json') : undefined
  const state = files.map(({ name, size, mtimeMs }) => `${name} ${size} ${mtimeMs}`).join('\n')
  const kept = keep === undefined ? undefined : await keptHash(keep, folder, state)
  if (kept !== undefined) return kept
  const hash = createHash('sha256')
  for (const name of names) {
    for await (const chunk of createReadStream(join(folder, name), { highWaterMark: 1024 * 1024 }))
      hash.update(chunk)
  }
  const short = hash.digest('hex').slice(0, 10)
  if (keep !== undefined) await keepHash(keep, folder, state, short)
  return short
}
