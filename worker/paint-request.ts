import sharp from 'sharp'
import { settingsOf } from '#db/generations.ts'
import type { Generation } from '#db/schema.ts'
import type { PaintRequest, RgbImage } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { WorkerDeps } from './deps.ts'

/**
 * What the engine is told for a generation's row.
 * @throws {PaintError} `bad_request` when its start image is not in the store any more
 */
export async function paintRequestOf(
  { store, modelFolder }: Pick<WorkerDeps, 'store' | 'modelFolder'>,
  row: Generation,
): Promise<PaintRequest> {
  const { start, comparison: _, ...settings } = settingsOf(row)
  const png = start && (await store.get(start.imageId))
  if (png === undefined) throw new PaintError('bad_request', 'The picture to start from is gone.')
  return {
    ...settings,
    model: modelFolder(row.model),
    rng: 'torch',
    clipSkip: 0,
    ...(start && png && { start: { strength: start.strength, image: await fitted(png, settings) } }),
  }
}

/** Covers the picture's size from the centre. */
async function fitted(png: Buffer, { width, height }: { width: number; height: number }): Promise<RgbImage> {
  const data = await sharp(png)
    .resize(width, height, { fit: 'cover', kernel: 'lanczos3' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer()
  return { width, height, data }
}
