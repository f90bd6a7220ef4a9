import type { PaintSettings } from '#core/generation.ts'
import type { SchedulerSlug } from '#core/schedulers.ts'
import type { Speed } from '#core/speeds.ts'

export { speeds, type Speed } from '#core/speeds.ts'

/** A request of a program, read. A field that is left out has the value that `/imagine` would take. */
export interface Order {
  prompt: string
  negativePrompt?: string | undefined
  steps?: number | undefined
  guidance?: number | undefined
  /** Pixels. */
  width?: number | undefined
  height?: number | undefined
  seed?: number | undefined
  /** 1 … `maxCount`; image `i` has seed + `i`. */
  count?: number | undefined
  scheduler?: SchedulerSlug | undefined
  model?: string | undefined
  /** An encoded picture (PNG, JPEG, WebP, GIF) to start from, as it was sent. */
  startPicture?: Uint8Array | undefined
  /** An encoded picture of the same size: white is painted anew. */
  mask?: Uint8Array | undefined
  /** 0 … 1: how far from `startPicture`. */
  strength?: number | undefined
  /** Enlarges `startPicture`; with a strength of 0, which is then the default, that is all. */
  upscaler?: string | undefined
  loras?: readonly { name: string; weight?: number | undefined }[] | undefined
  speed?: Speed | undefined
  /** The text encoder's layer that is taken, counted from its end as A1111 does: 1 is the last. */
  clipSkip?: number | undefined
  /** The starting noise is turned towards the noise of these seeds (A1111: subseed). */
  variations?: PaintSettings['variations'] | undefined
  /** A second order with the same key is the same job. */
  idempotencyKey?: string | undefined
  /** The address that is called when the job has ended. */
  callbackUrl?: string | undefined
  /** The job's answers hold the pictures themselves. */
  returnBase64?: boolean | undefined
}
