import type { Emphasis } from '#diffusion/prompt/plan-prompt.ts'
import type { PaintNote } from '#diffusion/paint-note.ts'
import type { SchedulerSlug } from '#diffusion/schedulers/slugs.ts'
import type { Speed } from '#diffusion/speeds.ts'

/** 8-bit RGB, row by row, no padding: `data.length === width * height * 3`. */
export interface RgbPixels {
  width: number
  height: number
  data: Uint8Array
}

/** Of 255: a mask repaints where it is as light as this, and keeps the rest. */
export const repaintedFrom = 128

/** 8-bit grey, row by row; `repaintedFrom` and more is repainted, less is kept. */
export interface GreyPixels {
  width: number
  height: number
  data: Uint8Array
}

/** One request to the engine. Every value is resolved; nothing in here has a default. */
export interface PaintRequest {
  /** Folder of the model (the layout of optimum and of the hub's SD 1.5 ONNX repositories), or a `.safetensors` checkpoint. */
  model: string
  /** A `.safetensors` file whose VAE takes the place of the model's. */
  vae?: string
  prompt: string
  negativePrompt: string
  /** How weights, schedules, `AND` and embeddings in the prompts are read; without it there are none, as in diffusers. */
  a1111?: A1111Prompt
  /** Inference steps as diffusers counts them; image-to-image runs `int(steps * strength)` of them. */
  steps: number
  /** Guidance scale; at 1 and below the unconditional half is not computed. */
  guidance: number
  /** Pixels, multiples of what the model's graph takes. */
  width: number
  height: number
  /** Image `i` of the request is painted with `seed + i` (torch takes a seed's low 32 bits). */
  seed: number
  count: number
  scheduler: SchedulerSlug
  /** How much of the UNet's work is done; left out: all (`exact`). */
  speed?: Speed
  /** Which of torch's generators makes the noise: `torch` the CPU's, `philox` CUDA's. */
  rng: 'torch' | 'philox'
  /** Text encoder layers left out at the end; 0 is the last hidden state, as SD 1.5 is used. */
  clipSkip: number
  /** Applied one after another, in this order; the same file twice adds up. */
  loras?: readonly LoraRequest[]
  start?: StartImage
  /**
   * Makes the picture kin of the seed's: its starting noise is turned towards each of these seeds' in order, by `strength`,
   * 0 … 1. Images of one request then share `seed` and all variations but the last, whose seed counts up instead.
   */
  variations?: Variation[]
  /** Least time between two previews in milliseconds; without it there are none. */
  previewEveryMs?: number
}

/** Prompts as Stable Diffusion users write them (stable-diffusion-webui): worker/diffusion/prompt/. */
export interface A1111Prompt {
  emphasis: Emphasis
  /** A folder of textual inversions; they are found by their files' names. */
  embeddings?: string
}

/** A LoRA file, and how much of it; weights may be negative, 0 or above 1. */
export interface LoraRequest {
  /** Path of the `.safetensors` file. */
  file: string
  weight: number
  /** For the text encoder's modules. */
  textWeight: number
}

export interface Variation {
  seed: number
  strength: number
}

/** Image-to-image, and inpainting when a mask is given. Already of the request's width and height. */
export interface StartImage {
  pixels: RgbPixels
  /** 0 … 1: how much of the noise schedule is run over them. */
  strength: number
  mask?: GreyPixels
}

/** Sent after every step that is finished for all images of the request. */
export interface Progress {
  kind: 'progress'
  /** 1 … steps; counted in scheduler steps, not UNet calls. */
  step: number
  steps: number
  /** One small picture an image: of latent size, by linear latent → RGB factors, or a small decoder's, of at most 256 pixels a side. */
  preview?: RgbPixels[]
}

export interface Picture {
  kind: 'picture'
  /** 0 … count − 1 */
  index: number
  seed: number
  pixels: RgbPixels
  /** Final latents before VAE decoding, float32 `[4, height / 8, width / 8]`. */
  latents: Float32Array
  /** Rows that the UNet was given for it, and those it is given where nothing is left out; none where no UNet was run. */
  rows?: UnetRows
  /** The safety checker's word, where the model folder has one. */
  nsfw?: boolean
  notes?: readonly PaintNote[]
  /** Textual inversions that it was painted with, as they first stand in the prompts. */
  embeddings?: readonly UsedEmbedding[]
}

export interface UnetRows {
  readonly run: number
  readonly full: number
}

export interface UsedEmbedding {
  name: string
  /** The first twelve digits of its file's SHA-256. */
  hash: string
}

export type PaintEvent = Progress | Picture

/**
 * Paints one request. Events come in order: progress, then `count` pictures. An abort ends it before the next
 * session run (the iterator throws the signal's reason). The engine and the painter process in front of it are both this.
 */
export type Paint = (request: PaintRequest, signal?: AbortSignal) => AsyncIterable<PaintEvent>
