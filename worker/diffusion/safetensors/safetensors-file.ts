import { open, type FileHandle } from 'node:fs/promises'
import { PaintError } from '#diffusion/errors.ts'
import type { Values } from '#diffusion/session/values.ts'
import { isDtype } from './dtype.ts'
import { headerLength, lengthBytes, parseHeader, UnsoundHeader, type SafetensorsHeader } from './header.ts'
import { otherFormat } from './other-formats.ts'
import { toFloat32 } from './to-float32.ts'

/** A safetensors file whose header has been read and is sound. Holds nothing open. */
export interface SafetensorsFile extends SafetensorsHeader {
  readonly path: string
  /** In bytes. */
  readonly size: number
  /** Another one as soon as the file is written over. */
  readonly state: string
}

/** Enough to tell other formats by. */
const startBytes = 256

/**
 * Reads the header of a safetensors file: milliseconds, however large the file is.
 * @throws PaintError `bad_model`, one sentence that names the file
 */
export async function readSafetensors(path: string): Promise<SafetensorsFile> {
  return during(path, async (handle) => {
    const { size, state } = await fileState(handle)
    const start = await readAt(handle, 0, Math.min(startBytes, size))
    try {
      const length = headerLength(start, size)
      const header = parseHeader(await readAt(handle, lengthBytes, length), size)
      return { ...header, path, size, state }
    } catch (error) {
      if (!(error instanceof UnsoundHeader)) throw error
      throw new PaintError('bad_model', `${path} ${otherFormat(start) ?? error.message}.`, { cause: error })
    }
  })
}

/**
 * Reads tensors of any stored type as float32. A scalar has no dimensions.
 * @throws PaintError `bad_model` when the file has changed since its header was read, or a type is not supported
 */
export async function readTensors(
  file: SafetensorsFile,
  names: Iterable<string>,
): Promise<Map<string, Values>> {
  const tensors = new Map<string, Values>()
  await during(file.path, async (handle) => {
    await requireUnchanged(file, handle)
    for (const name of names) {
      const entry = file.tensors.get(name)
      if (!entry) throw new PaintError('bad_model', `${file.path} has no tensor ${name}.`)
      const bytes = await readAt(handle, entry.offset, entry.length)
      const data = isDtype(entry.dtype) ? toFloat32(bytes, entry.dtype) : undefined
      if (!data)
        throw new PaintError(
          'bad_model',
          `${file.path} has its tensor ${name} as ${entry.dtype}, a type that can't be read.`,
        )
      tensors.set(name, { dims: entry.shape, data })
    }
    await requireUnchanged(file, handle)
  })
  return tensors
}

/**
 * For who reads the file without us, as onnxruntime does.
 * @throws PaintError `bad_model` when it is not the file any more whose header was read
 */
export async function requireSameFile(file: SafetensorsFile): Promise<void> {
  await during(file.path, (handle) => requireUnchanged(file, handle))
}

async function requireUnchanged({ path, state }: SafetensorsFile, handle: FileHandle): Promise<void> {
  const now = await fileState(handle)
  if (now.state !== state)
    throw new PaintError('bad_model', `${path} was changed while it was in use: try again.`)
}

async function fileState(handle: FileHandle): Promise<{ size: number; state: string }> {
  const { size, mtimeMs, ino } = await handle.stat()
  return { size, state: `${size} ${mtimeMs} ${ino}` }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done)
    if (bytesRead === 0) throw new UnsoundHeader('was cut while it was read: try again')
    done += bytesRead
  }
  return bytes
}

async function during<Result>(path: string, work: (handle: FileHandle) => Promise<Result>): Promise<Result> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, 'r')
    return await work(handle)
  } catch (cause) {
    throw unreadable(path, cause)
  } finally {
    await handle?.close()
  }
}

/** Bugs stay what they are. */
function unreadable(path: string, cause: unknown): unknown {
  if (cause instanceof UnsoundHeader)
    return new PaintError('bad_model', `${path} ${cause.message}.`, { cause })
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  switch (code) {
    case 'ENOENT':
      return new PaintError('bad_model', `There is no file ${path}.`, { cause })
    case 'EISDIR':
      return new PaintError('bad_model', `${path} is a folder, and no .safetensors file.`, { cause })
    case 'EACCES':
    case 'EPERM':
      return new PaintError('bad_model', `${path} may not be read: change its permissions.`, { cause })
    case 'EIO':
      return new PaintError('bad_model', `${path} could not be read: its disk fails.`, { cause })
    default:
      return cause
  }
}
