import type { SafetensorsFile } from '#diffusion/safetensors/safetensors-file.ts'
import { weightsOf, type Weights } from './stored-weight.ts'
import { diffusersVaeName, formerDiffusersVaeName } from './vae-names.ts'

/** A VAE's key of each layout, without its prefix. */
const originalKey = 'decoder.mid.attn_1.q.weight'
const prefixes = ['first_stage_model.', '', 'vae.']
const layouts = [(key: string) => key, diffusersVaeName, formerDiffusersVaeName]

/** The VAE of a file, in whichever layout: of a checkpoint, in the original one alone, or in diffusers'. Undefined where it has none. */
export function vaeWeights(file: SafetensorsFile): Weights | undefined {
  for (const prefix of prefixes)
    for (const rename of layouts)
      if (file.tensors.has(prefix + rename(originalKey))) return weightsOf(file, prefix, rename)
  return undefined
}
