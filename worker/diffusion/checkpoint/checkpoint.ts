import { realpath } from 'node:fs/promises'
import { PaintError } from '#diffusion/errors.ts'
import { readSafetensors, type SafetensorsFile } from '#diffusion/safetensors/safetensors-file.ts'
import { fileKind } from '#diffusion/safetensors/file-kind.ts'
import { notACheckpoint } from './not-a-checkpoint.ts'
import { weightsOf, type Weights } from './stored-weight.ts'
import { vaeWeights } from './vae-weights.ts'

/** A single file of Stable Diffusion 1.x in the original layout: its header, and where its parts are. */
export interface Checkpoint {
  readonly file: SafetensorsFile
  readonly unet: Weights
  readonly textEncoder: Weights
  /** Left out by some, who leave the choice to people. */
  readonly vae: Weights | undefined
}

/** Old files lack the second half. */
const textPrefixes = ['cond_stage_model.transformer.text_model.', 'cond_stage_model.transformer.']

/**
 * Reads a checkpoint's header, in milliseconds.
 * @throws PaintError `bad_model` that says what the file is instead, or what it lacks
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  // onnxruntime refuses links that leave their folder, and people share checkpoints between programs by links.
  return checkpointOf(path, await readSafetensors(await realpath(path).catch(() => path)))
}

/**
 * The same of a header that has been read already.
 * @param path what sentences call the file
 * @throws PaintError `bad_model`
 */
export function checkpointOf(path: string, file: SafetensorsFile): Checkpoint {
  const kind = fileKind(file)
  if (kind !== 'sd1') throw notACheckpoint(path, kind)
  const prefix = textPrefixes.find((prefix) => file.tensors.has(`${prefix}embeddings.token_embedding.weight`))
  if (prefix === undefined) {
    throw new PaintError(
      'bad_model',
      `${path} has no text encoder (CLIP) in it, so it can't read a prompt: take the whole checkpoint, not its UNet alone.`,
    )
  }
  return {
    file,
    unet: weightsOf(file, 'model.diffusion_model.'),
    textEncoder: weightsOf(file, prefix),
    vae: vaeWeights(file),
  }
}
