import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readSafetensors } from '#diffusion/safetensors/safetensors-file.ts'

const shownDigits = 12

/**
 * A LoRA's short hash as A1111 writes it into pictures and sites look it up: the first twelve hex digits of a SHA-256 over all that
 * follows the header, so that edited metadata don't change it (`addnet_hash_safetensors` of stable-diffusion-webui).
 * @throws PaintError `bad_model` for what is no safetensors file
 */
export async function loraHash(path: string): Promise<string> {
  const { tensors, size } = await readSafetensors(path)
  const start = Math.min(size, ...[...tensors.values()].map(({ offset }) => offset))
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { start, highWaterMark: 1024 * 1024 })) hash.update(chunk)
  return hash.digest('hex').slice(0, shownDigits)
}
