import { PersonError } from '#core/errors.ts'
import { checkpointOf } from '#diffusion/checkpoint/checkpoint.ts'
import { notACheckpoint } from '#diffusion/checkpoint/not-a-checkpoint.ts'
import { textEncoderGraph } from '#diffusion/checkpoint/text-encoder-graph.ts'
import { unetGraph } from '#diffusion/checkpoint/unet-graph.ts'
import { PaintError } from '#diffusion/errors.ts'
import { notALora } from '#diffusion/lora/not-a-lora.ts'
import { fileKind, type FileKind } from '#diffusion/safetensors/file-kind.ts'
import { kindNames } from '#diffusion/safetensors/kind-names.ts'
import type { RemoteFile } from './remote-header.ts'

/** The place of a kind of file in the models folder, and the option that paints with it. */
export interface Place {
  /** The folder in `modelsDir`; empty for `modelsDir` itself. */
  folder: string
  what: string
  use: (name: string) => string
}

const places: Partial<Record<FileKind, Place>> = {
  sd1: {
    folder: '',
    what: kindNames.sd1,
    use: (name) => `Paint with it: MODEL=${name} in .env, or --model ${name}.`,
  },
  lora: {
    folder: 'loras',
    what: kindNames.lora,
    use: (name) => `Write <lora:${name}:0.8> into a prompt, or use --lora ${name}:0.8.`,
  },
  vae: {
    folder: 'vae',
    what: kindNames.vae,
    use: (name) => `Use it with a checkpoint: MODEL_VAE=${name} in .env, or --vae ${name}.`,
  },
  embedding: {
    folder: 'embeddings',
    what: kindNames.embedding,
    use: (name) => `Write ${name} into a prompt.`,
  },
}

/**
 * Where a file belongs, by its header.
 * @param named what sentences call it
 * @throws PersonError `hub` where it is of no use here, and why
 */
export function placeFor(named: string, file: RemoteFile): Place {
  const kind = fileKind(file)
  try {
    const place = places[kind]
    if (kind !== 'sd1' && !place)
      throw kind.endsWith('lora') ? noLora(named, file) : notACheckpoint(named, kind)
    if (!place) throw new Error(`There is no place for ${kind}.`)
    if (kind === 'sd1') requireWhole(named, file)
    return place
  } catch (error) {
    if (!(error instanceof PaintError)) throw error
    throw new PersonError('hub', `${error.message} Nothing was downloaded.`, { cause: error })
  }
}

function noLora(named: string, file: RemoteFile): PaintError {
  return new PaintError('bad_model', `${named} ${notALora(file)}.`)
}

/** Two gigabytes later is too late to hear that a tensor is missing. A checkpoint without a VAE can be given one. */
function requireWhole(named: string, file: RemoteFile): void {
  const { unet, textEncoder } = checkpointOf(named, { ...file, path: named, state: '' })
  unetGraph(unet)
  textEncoderGraph(textEncoder)
}
