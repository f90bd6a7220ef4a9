import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ListFileEntry } from '@huggingface/hub'
import { PersonError } from '#core/errors.ts'
import { bytesText } from './model-text.ts'

export interface DownloadOptions {
  url: string
  /** Headers of every request; the resuming ones get a Range besides. */
  headers: Record<string, string>
  /** The version of the file (an entity tag or a date): only of that one the rest is fetched. */
  validator?: string | undefined
  /** A file without `lfs` and with an empty `oid` has no checksum to compare with. */
  file: Pick<ListFileEntry, 'path' | 'size' | 'oid'> & { lfs?: { oid: string } }
  /** How sentences name the server that told the checksum: "the hub". */
  from?: string
  /** Where the file is written. Bytes that are there already are taken for its beginning. */
  to: string
  /** Connections that may break in a row without a byte having come; the waits between them double. */
  retries: number
  retryDelayMs: number
  /** How many bytes of the file are there now; can go down when it has to begin anew. */
  onBytes: (bytes: number) => void
}

/** An answer that trying again would not change. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly status: number

  constructor(status: number, url: string) {
    super(`${url} was answered with ${status}`)
    this.status = status
  }
}

/**
 * Fetches one file, going on where an earlier try stopped, and compares its checksum with the hub's.
 * @returns its checksum in hex: a SHA-256, or git's of a blob where `oid` alone says what it should be
 * @throws PersonError `hub` when the connection keeps breaking or the file is not what the hub says; then it is removed
 * @throws RefusedError when the hub refuses it
 */
export async function download(options: DownloadOptions): Promise<string> {
  const { to, file } = options
  await mkdir(dirname(to), { recursive: true })
  const resumed = (await lengthOf(to)) > 0
  const digest = await downloadOnce(options)
  if (digest !== undefined) return digest
  await rm(to)
  options.onBytes(0)
  // The beginning may have been another version's.
  const second = resumed ? await downloadOnce(options) : undefined
  if (second !== undefined) return second
  await rm(to, { force: true })
  const { from = 'the hub' } = options
  throw new PersonError(
    'hub',
    `${file.path} arrived damaged (its checksum is not what ${from} says): run the command again, and if that doesn't help, something between you and ${from} changes files.`,
  )
}

/** The checksum of the whole file; undefined where it is not the one that it should have. */
async function downloadOnce(options: DownloadOptions): Promise<string | undefined> {
  const { file, to, retries, retryDelayMs, onBytes } = options
  const { start, expected } = checksumOf(file)
  let hash = start()
  let have = await lengthOf(to)
  if (have > file.size) return undefined
  if (have > 0) for await (const chunk of createReadStream(to)) hash.update(chunk)
  onBytes(have)
  const handle = await open(to, 'a')
  try {
    let broken = 0
    while (have < file.size) {
      const before = have
      try {
        const { body, resumed } = await request(options, have)
        if (!resumed) {
          await handle.truncate()
          hash = start()
          have = 0
        }
        for await (const chunk of body) {
          await handle.write(chunk)
          hash.update(chunk)
          have += chunk.length
          onBytes(have)
        }
      } catch (error) {
        if (error instanceof RefusedError || isOurDisk(error)) throw error
        broken = have > before ? 0 : broken + 1
        if (broken > retries) throw brokenError(file, have, error)
        await sleep(retryDelayMs * 2 ** broken)
      }
    }
  } finally {
    await handle.close()
  }
  const digest = hash.digest('hex')
  return have === file.size && (expected === undefined || digest === expected) ? digest : undefined
}

/** The rest of the file from byte `have` on; all of it (`resumed: false`) from a server that doesn't do ranges. */
async function request({ url, headers, validator }: DownloadOptions, have: number) {
  const response = await fetch(url, {
    headers: {
      ...headers,
      // What is counted and compared are the file's own bytes.
      'Accept-Encoding': 'identity',
      ...(have > 0 && { Range: `bytes=${have}-`, ...(validator !== undefined && { 'If-Range': validator }) }),
    },
  })
  const { body, status } = response
  if (response.ok && body) return { body, resumed: have === 0 || status === 206 }
  await body?.cancel()
  if (mayPass(status)) throw new Error(`${url} was answered with ${status}`)
  throw new RefusedError(status, url)
}

/** Whether a server with this status may answer otherwise in a moment. */
export function mayPass(status: number): boolean {
  return status === 408 || status === 429 || status >= 500
}

/** A full or broken disk won't get better by asking the hub again. */
function isOurDisk(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    ['ENOSPC', 'EIO', 'EROFS', 'EDQUOT'].includes(String(error.code))
  )
}

/** Large files (LFS) carry the SHA-256 of their content; small ones git's blob id, a SHA-1 over a header and the content; others nothing. */
function checksumOf({ lfs, oid, size }: DownloadOptions['file']): {
  start: () => Hash
  expected: string | undefined
} {
  if (lfs || oid === '') return { start: () => createHash('sha256'), expected: lfs?.oid }
  return { start: () => createHash('sha1').update(`blob ${size}\0`), expected: oid }
}

async function lengthOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0
}

function brokenError({ path, size }: DownloadOptions['file'], have: number, cause: unknown): PersonError {
  return new PersonError(
    'hub',
    `The connection broke at ${bytesText(have)} of ${bytesText(size)} of ${path}: run the command again, it goes on from there.`,
    { cause },
  )
}
