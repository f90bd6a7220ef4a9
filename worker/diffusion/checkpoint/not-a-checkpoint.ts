import { PaintError } from '#diffusion/errors.ts'
import type { FileKind } from '#diffusion/safetensors/file-kind.ts'
import { kindNames } from '#diffusion/safetensors/kind-names.ts'

const onlySd1 = 'single files are painted with when they are of Stable Diffusion 1.x'
const takeSd1 = `: ${onlySd1}, so take a version made for that`
const takeWhole = ': take the whole checkpoint'

/** What can be done with a file of another kind: the end of a sentence that says what it is. */
const advice: Partial<Record<FileKind, string>> = {
  sd2: takeSd1,
  sdxl: takeSd1,
  sd3: takeSd1,
  flux: takeSd1,
  'other checkpoint': `: ${onlySd1}`,
  vae: ', not a whole checkpoint: put it into models/vae/, and name it with --vae or MODEL_VAE',
  lora: ', not a checkpoint: put it into models/loras/, and write <lora:NAME:0.8> into the prompt',
  embedding: ', not a checkpoint: put it into models/embeddings/, and write its name into the prompt',
  controlnet: ', not a checkpoint, and ControlNets can’t be used yet',
  'ip-adapter': ', not a checkpoint, and IP-Adapters can’t be used yet',
  upscaler: ', not a checkpoint: its .onnx version belongs into models/upscalers/',
  unet: takeWhole,
  'text encoder': takeWhole,
}

export function notACheckpoint(path: string, kind: Exclude<FileKind, 'sd1'>): PaintError {
  const sentence =
    kind === 'unknown'
      ? 'is no checkpoint of Stable Diffusion 1.x: none of its tensors has a name that one has'
      : `is ${kindNames[kind]}${advice[kind] ?? ', not a checkpoint'}`
  return new PaintError('bad_model', `${path} ${sentence}.`)
}
