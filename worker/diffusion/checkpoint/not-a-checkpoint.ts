import { PaintError } from '#diffusion/errors.ts'
import type { FileKind } from './file-kind.ts'

/** What a file is instead, and what can be done: the end of a sentence that begins with its name. */
const instead: Record<Exclude<FileKind, 'sd1'>, string> = {
  sd2: 'is a checkpoint of Stable Diffusion 2.x: single files are painted with when they are of Stable Diffusion 1.x, so take a version made for that',
  sdxl: 'is a checkpoint of SDXL: single files are painted with when they are of Stable Diffusion 1.x, so take a version made for that',
  sd3: 'is a checkpoint of Stable Diffusion 3: single files are painted with when they are of Stable Diffusion 1.x, so take a version made for that',
  flux: 'is a Flux model: single files are painted with when they are of Stable Diffusion 1.x, so take a version made for that',
  'other checkpoint':
    'is a checkpoint of another family of models: single files are painted with when they are of Stable Diffusion 1.x',
  vae: 'is a VAE, not a whole checkpoint: put it into models/vae/, and name it with --vae or MODEL_VAE',
  lora: 'is a LoRA, not a checkpoint: put it into models/loras/, and write <lora:NAME:0.8> into the prompt',
  embedding:
    'is a textual inversion, not a checkpoint: put it into models/embeddings/, and write its name into the prompt',
  controlnet: 'is a ControlNet, not a checkpoint, and ControlNets can’t be used yet',
  upscaler: 'is an upscaler, not a checkpoint: its .onnx version belongs into models/upscalers/',
  unet: 'holds a UNet alone, without a text encoder and a VAE: take the whole checkpoint',
  'text encoder': 'holds a text encoder alone: take the whole checkpoint',
  unknown: 'is no checkpoint of Stable Diffusion 1.x: none of its tensors has a name that one has',
}

export function notACheckpoint(path: string, kind: Exclude<FileKind, 'sd1'>): PaintError {
  return new PaintError('bad_model', `${path} ${instead[kind]}.`)
}
