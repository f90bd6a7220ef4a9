import sharp from 'sharp'
import {
  aboutMaxLength,
  type ExtraNetwork,
  extraNameMaxLength,
  wordsMaxLength,
} from '#core/extra-networks.ts'
import { aboutFile } from '#diffusion/lora/about-file.ts'
import { fewSteps } from '#diffusion/lora/few-steps.ts'
import { parseLoraKey } from '#diffusion/lora/lora-key.ts'
import { notALora } from '#diffusion/lora/not-a-lora.ts'
import { readSafetensors } from '#diffusion/safetensors/safetensors-file.ts'

const previewPixels = 256

/** A file as `/lora list` and the choices show it; a sentence instead where it can't be painted with. */
export async function readLoraFacts(name: string, file: string): Promise<ExtraNetwork | string> {
  if (name.length > extraNameMaxLength) return `its name is longer than ${extraNameMaxLength} characters`
  const { tensors, metadata } = await readSafetensors(file)
  const kind = notALora({ tensors })
  if (kind !== undefined) return `it ${kind}`
  if (![...tensors.keys()].some((key) => parseLoraKey(key))) return 'it is no LoRA'
  const { words, weight, about, preview } = await aboutFile(file, metadata)
  return {
    kind: 'lora',
    name,
    words: words.slice(0, wordsMaxLength),
    suits: { ...(weight !== undefined && { weight }), ...fewSteps(name, metadata) },
    about: about.slice(0, aboutMaxLength),
    preview: preview === undefined ? null : await thumbnail(preview),
  }
}

/** A picture that can't be read is none. */
export async function thumbnail(file: string): Promise<Buffer | null> {
  return sharp(file)
    .resize(previewPixels, previewPixels, { fit: 'inside', withoutEnlargement: true })
    .webp()
    .toBuffer()
    .catch(() => null)
}
