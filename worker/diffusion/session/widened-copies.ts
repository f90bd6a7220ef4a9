import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { hasFloat16 } from './float16-in-model.ts'
import { widenFloat16, type WeightFiles } from './widen-float16.ts'

const weightsName = 'weights.bin'
/** Weights begin at multiples of a page, so that they can be mapped. */
const pageBytes = 4096

const originSchema = z.object({ file: z.string(), state: z.string() })

/**
 * The `.onnx` file to open in place of one that holds float16, on a device without float16: a copy with every float16 a float32, made
 * once and kept in a folder of `keptIn`; the file itself where it holds none. A file that has changed gets a new copy, one that is
 * gone loses its copy when the next is made.
 * @throws what the disk throws: it takes up to twice the room of the file and the weights beside it
 */
export async function widenedCopy(file: string, keptIn: string): Promise<string> {
  const path = resolve(file)
  const folder = join(keptIn, createHash('sha256').update(path).digest('hex').slice(0, 16))
  const state = await stateOf(path)
  const kept = join(folder, 'model.onnx')
  if ((await originOf(folder))?.state === state) return kept
  const model = await readFile(path)
  if (!hasFloat16(model)) return file
  await removeStale(keptIn)
  const draft = `${folder}.${process.pid}.tmp`
  try {
    await mkdir(draft, { recursive: true })
    await writeFile(join(draft, 'model.onnx'), widened(model, dirname(path), join(draft, weightsName)))
    await writeFile(join(draft, 'origin.json'), JSON.stringify({ file: path, state }))
    await rm(folder, { recursive: true, force: true })
    await rename(draft, folder)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return kept
}

function widened(model: Uint8Array, beside: string, weightsFile: string): Uint8Array {
  const sources = new Map<string, number>()
  const target = openSync(weightsFile, 'w')
  let end = 0
  const files: WeightFiles = {
    read(location, offset, length) {
      const source = sources.get(location) ?? openSync(join(beside, location), 'r')
      sources.set(location, source)
      const bytes = new Uint8Array(length ?? statSync(join(beside, location)).size - offset)
      for (let at = 0; at < bytes.length;) {
        const read = readSync(source, bytes, at, bytes.length - at, offset + at)
        if (read === 0) throw new RangeError(`${join(beside, location)} is cut off.`)
        at += read
      }
      return bytes
    },
    write(bytes) {
      const offset = Math.ceil(end / pageBytes) * pageBytes
      for (let at = 0; at < bytes.length;) at += writeSync(target, bytes, at, bytes.length - at, offset + at)
      end = offset + bytes.length
      return { location: weightsName, offset }
    },
  }
  try {
    return widenFloat16(model, files)
  } finally {
    for (const handle of [target, ...sources.values()]) closeSync(handle)
  }
}

/** Names, sizes and times of the files in a part's folder: its graph and the weights beside it. */
async function stateOf(path: string): Promise<string> {
  const folder = dirname(path)
  const files = (await readdir(folder)).filter((name) => !name.endsWith('.json')).sort()
  const states = files.map(async (name) => {
    const { size, mtimeMs } = await stat(join(folder, name))
    return `${name} ${size} ${mtimeMs}`
  })
  return (await Promise.all(states)).join('\n')
}

async function originOf(folder: string) {
  const text = await readFile(join(folder, 'origin.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return originSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Copies of files that are gone, which nobody would ever open again. */
async function removeStale(keptIn: string): Promise<void> {
  for (const name of await readdir(keptIn).catch(() => [])) {
    const origin = await originOf(join(keptIn, name))
    const there = origin && (await stat(origin.file).catch(() => undefined))
    if (origin && !there) await rm(join(keptIn, name), { recursive: true, force: true })
  }
}
