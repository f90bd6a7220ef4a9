import { fileKind, type FileKind } from '#diffusion/safetensors/file-kind.ts'
import { kindNames } from '#diffusion/safetensors/kind-names.ts'
import type { SafetensorsFile } from '#diffusion/safetensors/safetensors-file.ts'

const otherModel = ', and only those for Stable Diffusion 1.x are painted with here'
const notSupported = ', which is not supported'

/** What can be done with a file of another kind: the end of a sentence that says what it is. */
const advice: Partial<Record<FileKind, string>> = {
  sd1: ' and no LoRA: put it into the models folder itself, and choose it as the model',
  vae: ' and no LoRA: put it into vae/',
  embedding: ' and no LoRA: put it into embeddings/',
  'sd2 lora': otherModel,
  'sdxl lora': otherModel,
  'sd3 lora': otherModel,
  'flux lora': otherModel,
  'other lora': otherModel,
  oft: notSupported,
  ia3: notSupported,
  glora: notSupported,
}

/**
 * What a file is that is no LoRA for Stable Diffusion 1.x: the end of a sentence that begins with its name. Undefined where its names
 * don't say that it is of another kind.
 */
export function notALora(file: Pick<SafetensorsFile, 'tensors'>): string | undefined {
  const kind = fileKind(file)
  if (kind === 'lora' || kind === 'unknown') return undefined
  return `is ${kindNames[kind]}${advice[kind] ?? ' and no LoRA'}`
}
