import type { Logger } from '#process/logger.ts'
import type { RgbPixels } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { UpscalerFile } from '#diffusion/model/find-upscalers.ts'
import type { Painter } from '#diffusion/painter/painter.ts'

export interface KnownUpscaler extends UpscalerFile {
  /** How many times as large its pictures are. */
  factor: number
}

/** The upscalers that can be opened. One that can't be opened is left out, so that painting goes on. */
export async function openUpscalers(
  files: readonly UpscalerFile[],
  painter: Pick<Painter, 'upscaleFactor'>,
  logger: Logger,
): Promise<KnownUpscaler[]> {
  const known: KnownUpscaler[] = []
  for (const { name, file } of files) {
    try {
      known.push({ name, file, factor: await painter.upscaleFactor(file) })
    } catch (error) {
      if (!(error instanceof PaintError)) throw error
      logger.warn({ err: error, file }, 'an upscaler is left out')
    }
  }
  return known
}

/** @returns a function that throws a PaintError `bad_request` for a name that is not among them */
export function upscaleBy(upscalers: readonly KnownUpscaler[], painter: Pick<Painter, 'upscale'>) {
  return async (name: string, pixels: RgbPixels, signal: AbortSignal): Promise<RgbPixels> => {
    const upscaler = upscalers.find((known) => known.name === name)
    if (upscaler === undefined) throw new PaintError('bad_request', `There is no upscaler "${name}" here.`)
    return painter.upscale(upscaler.file, pixels, signal)
  }
}
