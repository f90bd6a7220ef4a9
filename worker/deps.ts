import type { Clock } from '#core/clock.ts'
import type { AtFaultPoint } from '#process/fault-points.ts'
import type { Logger } from '#process/logger.ts'
import type { Db } from '#db/connect.ts'
import type { DiscordApi } from '#delivery/discord-api.ts'
import type { ModelPlace } from '#diffusion/model/model.ts'
import type { Paint, RgbPixels } from '#diffusion/contract.ts'
import type { PromptLoras } from '#diffusion/lora/prompt-loras.ts'
import type { Cancellations } from './cancellations.ts'
import type { Speedometer } from './speedometer.ts'
import type { WantedPreviews } from './wanted-previews.ts'
import type { PictureStore } from '#store/picture-store.ts'

/** What a job works with; built once in `run-worker.ts`. */
export interface WorkerDeps {
  db: Db
  api: DiscordApi
  store: PictureStore
  paint: Paint
  /** Those that this worker has; `name` has at most 60 characters. */
  upscalers: readonly { name: string; factor: number }[]
  /** A picture as one of them makes it. @throws {PaintError} `bad_request` when there is none of that name */
  upscale: (name: string, pixels: RgbPixels, signal: AbortSignal) => Promise<RgbPixels>
  /** Where a model of that name is, and the VAE that it is used with, where that is not its own. */
  modelPlace: (name: string) => ModelPlace
  /** The folder of textual inversions. */
  embeddings: string
  /** The short hash of a model by its name; computed once. */
  modelHash: (name: string) => Promise<string>
  /** The LoRAs that a prompt asks for, as far as this worker has them. */
  lorasOf: (prompt: string) => Promise<PromptLoras>
  /** A1111's hash of a LoRA's file; computed once. */
  loraHash: (file: string) => Promise<string>
  /** What the painter runs on: `cpu`, `cuda:0`. */
  device: string
  clock: Clock
  faultPoint: AtFaultPoint
  logger: Logger
  speedometer: Pick<Speedometer, 'begin'>
  cancellations: Pick<Cancellations, 'watch'>
  previews: Pick<WantedPreviews, 'isWanted' | 'watch'>
  /** Aborted when the process has to stop before a picture is done: it is handed back. */
  stopping: AbortSignal
}
