import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

export const modelsAndLoras = 'test/fixtures/models-and-loras'

const recipe = z.object({
  head: z.string(),
  parts: z.array(z.tuple([z.string(), z.number(), z.number()])),
  cut: z.number().optional(),
})
const blobs = new Map<string, Promise<Buffer>>()

/** A safetensors file out of its recipe (`checkpoints/NAME.safetensors`, `vae/NAME.safetensors`): ranges of blobs that the files share. */
export async function assembled(name: string): Promise<Buffer> {
  const file = join(modelsAndLoras, name.replace(/\.safetensors$/, '.json.gz'))
  const { head, parts, cut } = recipe.parse(JSON.parse(gunzipSync(await readFile(file)).toString('utf8')))
  const text = Buffer.from(head)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  const ranges = parts.map(async ([blob, offset, bytes]) =>
    (await readBlob(blob)).subarray(offset, offset + bytes),
  )
  return Buffer.concat([length, text, ...(await Promise.all(ranges))]).subarray(0, cut)
}

async function readBlob(name: string): Promise<Buffer> {
  const blob = blobs.get(name) ?? readFile(join(modelsAndLoras, 'blobs', `${name}.bin`))
  blobs.set(name, blob)
  return blob
}
