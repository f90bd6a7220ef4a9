import type { PaintSettings } from '#core/generation.ts'
import { schedulerNames } from '#core/schedulers.ts'
import { defaultSpeed } from '#core/speeds.ts'
import type { Picture } from '#diffusion/contract.ts'
import { encodePng } from '#store/png/encode-png.ts'
import { parametersText, samplerOf } from '#store/png/parameters-text.ts'

/** A picture as the PNG that is kept and sent: with A1111's text of how it was made, and the mark of a generated picture. */
export async function encodePicture(
  { pixels, seed, embeddings, rows }: Picture,
  { promptSyntax = 'plain', speed = defaultSpeed, clipSkip = 1, ...settings }: PaintSettings,
  { loraHashes, ...by }: { modelHash: string; device: string; loraHashes: string | undefined },
): Promise<Buffer> {
  return encodePng(pixels, {
    parametersText: parametersText({
      ...settings,
      ...samplerOf(schedulerNames[settings.scheduler]),
      seed,
      promptSyntax,
      speed,
      ...(rows && { unetRuns: rows }),
      ...(clipSkip > 1 && { clipSkip }),
      ...(embeddings && { embeddings }),
      ...by,
      rng: 'CPU',
      ...(loraHashes !== undefined && { loraHashes }),
    }),
  })
}
