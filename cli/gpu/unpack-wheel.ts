import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { basename } from 'node:path/posix'
import { pipeline } from 'node:stream/promises'
import { openPromise } from 'yauzl'

/** NVIDIA's libraries lie in lib/ folders, onnxruntime's providers beside its Python module. */
const wanted = /^(nvidia\/(?:.+\/)?lib\/[^/]+\.so[^/]*|onnxruntime\/capi\/libonnxruntime_providers_\w+\.so)$/

/**
 * Writes the libraries of a wheel into a folder, without their paths.
 * @returns their names
 * @throws when the file is no ZIP or an entry's checksum is wrong
 */
export async function unpackWheel(wheel: string, into: string): Promise<string[]> {
  const zip = await openPromise(wheel)
  const names: string[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      if (!wanted.test(entry.fileName)) continue
      const name = basename(entry.fileName)
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(join(into, name)))
      names.push(name)
    }
  } finally {
    zip.close()
  }
  return names
}
