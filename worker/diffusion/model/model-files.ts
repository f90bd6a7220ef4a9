import type { LatentColours } from '#diffusion/networks/preview.ts'
import type { FewSteps } from '#diffusion/lora/few-steps.ts'
import type { SchedulerConfig } from '#diffusion/schedule/config.ts'
import type { GraphSource } from './graph-source.ts'

/** What a model's files say, before anything is loaded: those of a folder, or a single-file checkpoint. */
export interface ModelFiles {
  /** The folder, or the checkpoint. */
  path: string
  /** What people call it: the folder's name, the checkpoint's without its ending. */
  name: string
  /** A VAE of its own file that takes the place of the model's, where one was asked for. */
  vae?: string
  textEncoder: GraphSource
  unet: GraphSource
  vaeDecoder: GraphSource
  /** A small decoder that paints nearly what the other one does, in a tenth of its time: for previews and drafts. */
  tinyDecoder?: { graph: GraphSource; scalingFactor: number }
  vaeEncoder?: GraphSource
  safetyChecker?: GraphSource
  /** The folder with vocab.json and merges.txt, or tokenizer.json. */
  tokenizer: string
  schedulerConfig: SchedulerConfig
  /** Latents are divided by this before decoding. */
  vaeScalingFactor: number
  /** Pixels a latent is wide: 8 for SD 1.5. */
  vaeScale: number
  /** How many times the UNet halves its input: 3 for SD 1.5. */
  unetDownsamplings: number
  /** Widths and heights in pixels are multiples of this: 64 for SD 1.5 exported the usual way, 8 for our own exports. */
  sizeMultiple: number
  /** The width the model paints by default, in latents: 64 for SD 1.5. */
  sampleSize: number
  /** What a request that doesn't say is painted with; 20 steps and a guidance of 7.5 for SD 1.5. */
  recommended: { steps: number; guidance: number }
  /** Its scheduler, by the name that another tool has for it; most files don't say. */
  sampler?: string
  /** The same of a model that was made for few steps. */
  fewSteps?: FewSteps
  latentColours: LatentColours
  /** It was trained to repaint a part of a picture, and paints nothing else. */
  inpainting?: boolean
  /** Whether the files are still those that were read; left out where nobody replaces them in place. */
  unchanged?(): Promise<boolean>
}
