import { mkdir, readdir, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { PersonError } from '#core/errors.ts'
import { download, RefusedError } from '#cli/models/download.ts'
import { bytesText } from '#cli/models/model-text.ts'
import type { PullProgress } from '#cli/models/pull-bar.ts'
import { cudaState } from './cuda-state.ts'
import { unpackWheel } from './unpack-wheel.ts'
import { findWheel } from './wheel-index.ts'
import type { Wheels } from './wheels.ts'

export interface InstallOptions {
  wheels: Wheels
  /** The version of onnxruntime-node that is installed. */
  runtime: string
  indexUrl: string
  /** Where the libraries go. */
  folder: string
  env: NodeJS.ProcessEnv
  progress?: PullProgress
  /** How often a download is tried again after a broken connection or a temporary error, and the wait before the first retry. */
  retries?: number
  retryDelayMs?: number
}

/** A wheel and what is unpacked of it lie there together for a moment; libraries are about half as large again as their wheel. */
const unpackedShare = 2.6

/**
 * Fetches NVIDIA's provider for onnxruntime and those of CUDA's libraries that the machine lacks. Each wheel's checksum is compared
 * before it is unpacked; what was fetched before an interruption is not fetched again.
 * @returns the projects that were installed
 * @throws PersonError `unsupported`, `index`, `hub` or `room`
 */
export async function installCuda(options: InstallOptions): Promise<string[]> {
  const { wheels, runtime, indexUrl, folder, env, progress, retries = 5, retryDelayMs = 1000 } = options
  if (wheels.onnxruntime !== runtime) {
    throw new PersonError(
      'unsupported',
      `The provider that is known here is for onnxruntime ${wheels.onnxruntime}, and ${runtime} is installed: run "npm ci".`,
    )
  }
  const missing = cudaState(wheels, folder, env).filter(({ place }) => place === 'missing')
  const index = { indexUrl, retries, retryDelayMs }
  const found = []
  for (const { wheel } of missing) found.push({ wheel, ...(await findWheel(wheel, index)) })
  const total = found.reduce((sum, { bytes }) => sum + bytes, 0)
  const partial = join(folder, 'partial')
  await mkdir(partial, { recursive: true })
  await checkRoom(folder, total)
  progress?.start(total, found.length)
  try {
    let finished = 0
    for (const { wheel, url, bytes } of found) {
      const file = join(partial, wheel.file)
      await download({
        url,
        headers: {},
        file: { path: wheel.file, size: bytes, oid: '', lfs: { oid: wheel.sha256 } },
        from: 'the list that comes with Dragon Wings',
        to: file,
        retries,
        retryDelayMs,
        onBytes: (got) => progress?.update(finished + got, wheel.file),
      })
      await unpack(file, join(partial, 'unpacked'), folder)
      await rm(file)
      finished += bytes
    }
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    throw new PersonError(
      'index',
      `${error.message}. Try again later, or set PIP_INDEX_URL to another index.`,
      {
        cause: error,
      },
    )
  } finally {
    progress?.end()
  }
  await rm(partial, { recursive: true })
  return found.map(({ wheel }) => wheel.project)
}

/** A library is there whole or not at all. */
async function unpack(wheel: string, draft: string, folder: string): Promise<void> {
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft)
  await unpackWheel(wheel, draft)
  for (const name of await readdir(draft)) await rename(join(draft, name), join(folder, name))
}

async function checkRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bytes * unpackedShare <= bavail * bsize) return
  throw new PersonError(
    'room',
    `There is too little room: about ${bytesText(bytes * unpackedShare)} are needed where ${bytesText(bavail * bsize)} are free (${folder}).`,
  )
}
