import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ListFileEntry } from '@huggingface/hub'
import { PersonError } from '#core/errors.ts'
import { download, RefusedError } from './download.ts'
import { hubFileUrl, hubHeaders, refusedByHub, type HubRepository } from './hub-listing.ts'
import { neededFiles } from './needed-files.ts'
import type { PullProgress } from './pull-bar.ts'
import { requireRoom } from './require-room.ts'

export interface PullFolderOptions extends HubRepository {
  listing: readonly ListFileEntry[]
  modelsDir: string
  /** The folder's name in `modelsDir`. */
  name: string
  retries: number
  retryDelayMs: number
  progress?: PullProgress | undefined
}

/**
 * Fetches a model folder of the hub into `modelsDir` and returns where it is. It appears there whole or not at all: until then it is
 * a hidden folder, from which a second try goes on.
 * @throws PersonError `usage` or `hub`
 */
export async function pullFolder(options: PullFolderOptions): Promise<string> {
  const { id, modelsDir, name, listing, progress, retries, retryDelayMs } = options
  const folder = join(modelsDir, name)
  if (await stat(folder).catch(() => undefined)) {
    throw new PersonError('usage', `${folder} is there already: remove it first, or choose another --name.`)
  }
  const files = neededFiles(id, listing)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const partial = join(modelsDir, `.${name}.partial`)
  await mkdir(partial, { recursive: true })
  await requireRoom(partial, await missingBytes(partial, files))
  progress?.start(total, files.length)
  try {
    let finished = 0
    for (const file of files) {
      await download({
        url: hubFileUrl(options, file.path),
        headers: hubHeaders(options),
        file,
        to: join(partial, file.path),
        retries,
        retryDelayMs,
        onBytes: (bytes) => progress?.update(finished + bytes, file.path),
      })
      finished += file.size
    }
  } catch (error) {
    if (error instanceof RefusedError) throw refusedByHub(options, error.status, error)
    throw error
  } finally {
    progress?.end()
  }
  await removeOthers(partial, files)
  await rename(partial, folder)
  return folder
}

async function missingBytes(partial: string, files: readonly ListFileEntry[]): Promise<number> {
  let missing = 0
  for (const { path, size } of files)
    missing += size - ((await stat(join(partial, path)).catch(() => undefined))?.size ?? 0)
  return missing
}

/** Removes the hidden folder of an earlier try at another revision. */
async function removeOthers(partial: string, files: readonly ListFileEntry[]): Promise<void> {
  const wanted = new Set(files.map(({ path }) => path))
  for (const entry of await readdir(partial, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
      .slice(partial.length + 1)
      .replaceAll('\\', '/')
    if (entry.isFile() && !wanted.has(path)) await rm(join(partial, path))
  }
}
