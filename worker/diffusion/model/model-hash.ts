import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { keptHash, keepHash } from './kept-hashes.ts'
import type { ModelFiles } from './model-files.ts'

/** Below, hashing takes no time worth a file. */
const keptFromBytes = 50e6
/** In DATA_DIR. */
const keptFile = 'model-hashes.json'
/** As long as A1111 and Civitai (where it is called AutoV2) write one. */
const shortLength = 10

/**
 * A model's short hash, for people to tell models apart: the first ten hex digits of a SHA-256, as A1111 has them. Of a checkpoint it is the
 * file's, by which sites know it; of a folder it is made over the UNet's files (graph and weights) in the order of their names.
 *
 * @param keptIn a folder for `model-hashes.json`, where hashes of large models are kept, since SD 1.5's 3.4 GB take seconds:
 *   they are made again only when a file's size or time has changed
 */
export async function modelHash({ unet }: ModelFiles, keptIn?: string): Promise<string> {
  if (unet.made) return autoV2(await fileHash(unet.file, keptIn))
  const folder = resolve(dirname(unet.file))
  const names = (await readdir(folder)).filter((name) => !name.endsWith('.json')).sort()
  const files = names.map((name) => join(folder, name))
  return hashOf(folder, files, shortLength, keptIn)
}

/** What Civitai calls AutoV2, and A1111 writes as a picture's model hash. */
export function autoV2(sha256: string): string {
  return sha256.slice(0, shortLength)
}

/** The SHA-256 of one file in hex, kept as above. */
export async function fileHash(path: string, keptIn?: string): Promise<string> {
  const file = resolve(path)
  return hashOf(file, [file], undefined, keptIn)
}

/** The same as far as it takes no time: of small files, and where it is kept. */
export async function knownFileHash(path: string, keptIn: string): Promise<string | undefined> {
  const file = resolve(path)
  const { bytes, text } = await stateOf([file])
  return bytes < keptFromBytes ? fileHash(file) : keptHash(join(keptIn, keptFile), file, text)
}

/** Keeps the SHA-256 of a file that came to be known while it was written. */
export async function rememberFileHash(path: string, hash: string, keptIn: string): Promise<void> {
  const file = resolve(path)
  const { bytes, text } = await stateOf([file])
  if (bytes >= keptFromBytes) await keepHash(join(keptIn, keptFile), file, text, hash)
}

async function hashOf(
  key: string,
  files: readonly string[],
  digits: number | undefined,
  keptIn: string | undefined,
): Promise<string> {
  const { bytes, text: state } = await stateOf(files)
  const keep = bytes >= keptFromBytes && keptIn !== undefined ? join(keptIn, keptFile) : undefined
  const kept = keep === undefined ? undefined : await keptHash(keep, key, state)
  if (kept !== undefined) return kept
  const sum = createHash('sha256')
  for (const file of files)
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) sum.update(chunk)
  const hash = sum.digest('hex').slice(0, digits)
  if (keep !== undefined) await keepHash(keep, key, state, hash)
  return hash
}

/** Another text as soon as one of the files is another. */
async function stateOf(files: readonly string[]): Promise<{ bytes: number; text: string }> {
  const states = await Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs } = await stat(file)
      return { size, text: `${basename(file)} ${size} ${mtimeMs}` }
    }),
  )
  return {
    bytes: states.reduce((sum, { size }) => sum + size, 0),
    text: states.map(({ text }) => text).join('\n'),
  }
}
