import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PersonError } from '#core/errors.ts'
import { download } from './download.ts'
import { fileName } from './file-name.ts'
import { placeFor, type Place } from './place-for.ts'
import type { PullProgress } from './pull-bar.ts'
import { readRemoteHeader } from './remote-header.ts'
import { requireRoom } from './require-room.ts'

export interface PullFileOptions {
  url: string
  headers: Record<string, string>
  /** The file's name in sentences; without the part behind a `?`, which may be a secret. */
  named: string
  /** How sentences name the server that told the checksum. */
  from: string
  /** In hex, where somebody says it. */
  sha256?: string | undefined
  modelsDir: string
  /** The name of the new file; by default its own, or the fallback where its own says nothing. */
  name?: string | undefined
  /** The file's own name, taken instead of the one that the server tells. */
  ownName?: string | undefined
  fallbackName?: string | undefined
  retries: number
  retryDelayMs: number
  progress?: PullProgress | undefined
}

export interface PulledFile {
  path: string
  name: string
  place: Place
  bytes: number
  /** In hex. */
  sha256: string
}

/**
 * Fetches one safetensors file into the folder that its header says it belongs into. The header is read first: what can't be painted
 * with is refused before the rest is fetched. The file appears whole or not at all: until then it is a hidden one, from which a second
 * try goes on.
 * @throws PersonError `usage` or `hub`
 * @throws RefusedError when the server refuses it
 */
export async function pullFile(options: PullFileOptions): Promise<PulledFile> {
  const { url, headers, named, from, sha256, modelsDir, retries, retryDelayMs, progress } = options
  const remote = await readRemoteHeader({ url, headers, named, retries, retryDelayMs })
  const place = placeFor(named, remote)
  const name = options.name ?? fileName(options.ownName ?? remote.name ?? named, options.fallbackName)
  const folder = join(modelsDir, place.folder)
  const path = join(folder, `${name}.safetensors`)
  if (await stat(path).catch(() => undefined)) {
    throw new PersonError('usage', `${path} is there already: remove it first, or choose another --name.`)
  }
  await mkdir(folder, { recursive: true })
  const { size, validator } = remote
  const partial = join(folder, `.${name}.${versionOf(sha256 ?? validator, remote.tensors, size)}.partial`)
  await removeOthers(folder, name, partial)
  await requireRoom(folder, size - ((await stat(partial).catch(() => undefined))?.size ?? 0))
  progress?.start(size, 1)
  let digest: string
  try {
    digest = await download({
      url,
      headers,
      validator,
      file: { path: named, size, oid: '', ...(sha256 !== undefined && { lfs: { oid: sha256 } }) },
      from,
      to: partial,
      retries,
      retryDelayMs,
      onBytes: (bytes) => progress?.update(bytes, named),
    })
  } finally {
    progress?.end()
  }
  await rename(partial, path)
  return { path, name, place, bytes: size, sha256: digest }
}

/** A beginning is gone on with only where it is one of the same file. */
function versionOf(said: string | undefined, tensors: ReadonlyMap<string, unknown>, size: number): string {
  const text = JSON.stringify([said, size, ...tensors])
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** Removes the hidden file of an earlier try at another version. */
async function removeOthers(folder: string, name: string, partial: string): Promise<void> {
  for (const other of await readdir(folder)) {
    const isOne =
      other.startsWith(`.${name}.`) && /^[0-9a-f]{12}\.partial$/.test(other.slice(name.length + 2))
    if (isOne && join(folder, other) !== partial) await rm(join(folder, other))
  }
}
