import type { PaintEvent, PaintRequest, RgbPixels } from '#diffusion/contract.ts'
import type { EngineOptions, OpenedModel } from '#diffusion/engine/engine.ts'
import type { Trial } from '#diffusion/engine/trial.ts'
import type { PaintErrorCode } from '#diffusion/errors.ts'

/** What an engine is told, without the functions that can't be sent. */
export type EngineSettings = Omit<EngineOptions, 'openSession' | 'say'>

/** From the parent to the painter. `id` is the parent's number for one request. */
export type ToPainter =
  /** `priority`: what the process computes with, as `nice` counts it; its own when left out. */
  | { type: 'options'; options: EngineSettings; priority?: number | undefined }
  | { type: 'open'; id: number; model: string; vae?: string }
  | { type: 'try'; id: number; model: string; vae?: string }
  | { type: 'paint'; id: number; request: PaintRequest }
  /** Without an image it only opens the upscaler. */
  | { type: 'upscale'; id: number; file: string; pixels?: RgbPixels }
  | { type: 'cancel'; id: number }

/** From the painter to its parent. */
export type FromPainter =
  | { type: 'event'; id: number; event: PainterEvent }
  | { type: 'end'; id: number }
  | { type: 'error'; id: number; error: PainterFailure }
  /** Something that blocks the painter begins: `work` names it, `size` is what its time grows with. */
  | { type: 'busy'; work: string; size: number }
  | { type: 'idle' }
  /** A sentence for the operator. */
  | { type: 'say'; sentence: string }

export type PainterEvent =
  | PaintEvent
  | ({ kind: 'opened' } & OpenedModel)
  | ({ kind: 'tried' } & Trial)
  | { kind: 'upscaler'; factor: number }
  | { kind: 'upscaled'; pixels: RgbPixels }

/** An error on its way between processes: a PaintError has its code, a bug has none. */
export interface PainterFailure {
  code?: PaintErrorCode
  message: string
  stack?: string
}
