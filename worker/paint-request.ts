import sharp, { type Sharp } from 'sharp'
import { defaultSpeed } from '#core/speeds.ts'
import { settingsOf } from '#db/generations.ts'
import type { Generation } from '#db/schema.ts'
import type { GreyPixels, PaintRequest, RgbPixels } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { WorkerDeps } from './deps.ts'

/**
 * What the engine is told for a generation's row.
 * @throws {PaintError} `bad_request` when its start image is not in the store any more
 */
export async function paintRequestOf(
  {
    store,
    modelPlace,
    upscale,
    embeddings,
    lorasOf,
  }: Pick<WorkerDeps, 'store' | 'modelPlace' | 'upscale' | 'embeddings' | 'lorasOf'>,
  row: Generation,
  signal: AbortSignal,
): Promise<PaintRequest> {
  const {
    start,
    comparison: _,
    promptSyntax,
    speed = defaultSpeed,
    clipSkip = 1,
    ...settings
  } = settingsOf(row)
  const png = start && (await store.get(start.imageId))
  if (png === undefined) throw new PaintError('bad_request', 'The picture to start from is gone.')
  const mask = start?.maskId === undefined ? null : await store.get(start.maskId)
  if (mask === undefined) throw new PaintError('bad_request', 'The mask is gone.')
  const startImage = async (file: Buffer) =>
    start?.upscaler === undefined
      ? fitted(sharp(file), settings)
      : fitted(asSharp(await upscale(start.upscaler, await pixelsOf(sharp(file)), signal)), settings)
  const { path, vae } = modelPlace(row.model)
  const { loras } = promptSyntax === 'a1111' ? await lorasOf(settings.prompt) : { loras: [] }
  return {
    ...settings,
    speed,
    ...(loras.length > 0 && {
      loras: loras.map(({ file, weight, textWeight }) => ({ file, weight, textWeight })),
    }),
    model: path,
    ...(vae !== undefined && { vae }),
    rng: 'torch',
    // The engine counts the layers that are left out.
    clipSkip: clipSkip - 1,
    ...(promptSyntax === 'a1111' && { a1111: { emphasis: 'original', embeddings } }),
    ...(start &&
      png && {
        start: {
          strength: start.strength,
          pixels: await startImage(png),
          ...(mask && { mask: await fittedMask(mask, settings) }),
        },
      }),
  }
}

/** Covers the picture's size from the centre. */
function fitted(picture: Sharp, { width, height }: { width: number; height: number }): Promise<RgbPixels> {
  return pixelsOf(picture.resize(width, height, { fit: 'cover', kernel: 'lanczos3' }))
}

/** As its picture, but every pixel stays black or white. */
async function fittedMask(
  png: Buffer,
  { width, height }: { width: number; height: number },
): Promise<GreyPixels> {
  const data = await sharp(png)
    .resize(width, height, { fit: 'cover', kernel: 'nearest' })
    .toColourspace('b-w')
    .raw({ depth: 'uchar' })
    .toBuffer()
  return { width, height, data }
}

async function pixelsOf(picture: Sharp): Promise<RgbPixels> {
  const { data, info } = await picture
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

function asSharp({ width, height, data }: RgbPixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } })
}
