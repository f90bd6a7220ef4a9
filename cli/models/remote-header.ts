import { setTimeout as sleep } from 'node:timers/promises'
import { PersonError } from '#core/errors.ts'
import {
  headerLength,
  lengthBytes,
  parseHeader,
  UnsoundHeader,
  type SafetensorsHeader,
} from '#diffusion/safetensors/header.ts'
import { otherFormat } from '#diffusion/safetensors/other-formats.ts'
import { mayPass, RefusedError } from './download.ts'

/** A safetensors file that is not here yet. */
export interface RemoteFile extends SafetensorsHeader {
  /** In bytes. */
  readonly size: number
  /** The file's name as the server tells it, where it does. */
  readonly name: string | undefined
  /** Says which version of the file it is; undefined where the server doesn't. */
  readonly validator: string | undefined
}

export interface RemoteOptions {
  url: string
  headers: Record<string, string>
  /** The file's name in sentences. */
  named: string
  retries: number
  retryDelayMs: number
}

/** The header of an SD 1.5 checkpoint has 130 kB, that of most LoRAs less. */
const firstBytes = 262_144

interface Beginning extends Omit<RemoteFile, keyof SafetensorsHeader> {
  bytes: Uint8Array
}

/**
 * Reads the header of a file on a server, and no more than that.
 * @throws PersonError `hub` that says what the file is where it is no sound safetensors file
 * @throws RefusedError when the server refuses it
 */
export async function readRemoteHeader(options: RemoteOptions): Promise<RemoteFile> {
  let beginning = await patiently(options, () => fetchBeginning(options, firstBytes))
  try {
    const length = headerLength(beginning.bytes, beginning.size)
    const end = lengthBytes + length
    if (end > beginning.bytes.length) beginning = await patiently(options, () => fetchBeginning(options, end))
    const { bytes, ...file } = beginning
    return { ...file, ...parseHeader(bytes.subarray(lengthBytes, end), file.size) }
  } catch (error) {
    if (!(error instanceof UnsoundHeader)) throw error
    const reason = otherFormat(beginning.bytes) ?? error.message
    throw new PersonError('hub', `${options.named} ${reason}.`, { cause: error })
  }
}

/** Answers that may be better a second later, and connections that break, are asked again. */
async function patiently<Result>(
  { named, retries, retryDelayMs }: RemoteOptions,
  ask: () => Promise<Result>,
): Promise<Result> {
  for (let tried = 0; ; tried++) {
    try {
      return await ask()
    } catch (error) {
      if (error instanceof PersonError) throw error
      if (error instanceof RefusedError && !mayPass(error.status)) throw error
      if (tried >= retries) {
        const reason =
          error instanceof RefusedError ? `its server answers ${error.status}` : 'its server can’t be reached'
        throw new PersonError('hub', `${named} can't be fetched: ${reason}. Try again later.`, {
          cause: error,
        })
      }
      await sleep(retryDelayMs * 2 ** tried)
    }
  }
}

async function fetchBeginning({ url, headers, named }: RemoteOptions, wanted: number): Promise<Beginning> {
  const response = await fetch(url, {
    headers: { ...headers, Range: `bytes=0-${wanted - 1}`, 'Accept-Encoding': 'identity' },
  })
  const { body, status } = response
  if (!response.ok || !body) {
    await body?.cancel()
    throw new RefusedError(status, url)
  }
  const size = sizeOf(response)
  if (size === undefined) {
    await body.cancel()
    throw new PersonError(
      'hub',
      `The server of ${named} doesn't say how long it is: download it with a browser, and put it into the models folder.`,
    )
  }
  const etag = response.headers.get('etag')
  return {
    bytes: await firstOf(body, Math.min(wanted, size)),
    size,
    name: nameIn(response.headers.get('content-disposition')) ?? lastName(response.url),
    // A weak one says nothing about bytes (RFC 9110, 8.8.1).
    validator: etag?.startsWith('W/') === false ? etag : (response.headers.get('last-modified') ?? undefined),
  }
}

function sizeOf({ status, headers }: Response): number | undefined {
  const total =
    status === 206
      ? /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]
      : (headers.get('content-length') ?? undefined)
  return total === undefined ? undefined : Number(total)
}

/** The rest of a server that knows no ranges is not waited for. */
async function firstOf(body: ReadableStream<Uint8Array>, wanted: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let have = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    have += chunk.length
    if (have >= wanted) break
  }
  if (have < wanted) throw new Error('The connection broke.')
  return Buffer.concat(chunks).subarray(0, wanted)
}

/** RFC 6266: `filename*` wins over `filename`. */
function nameIn(disposition: string | null): string | undefined {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended)
    } catch {
      // Not what it says to be: the other one may do.
    }
  }
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1]
}

function lastName(url: string): string | undefined {
  const name = URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) : undefined
  return name === '' ? undefined : name
}
