import type { Conditioning } from './conditioning.ts'
import { PaintError } from './errors.ts'
import type { Model } from './model.ts'

/**
 * A UNet halves its input a few times and doubles it again. Exported the usual way, sizes that don't halve evenly fail in
 * the doubling; exports that take the size from the skip connection run at any size. Nothing in the file says which one it
 * is, so a small run with the same remainder is tried, once.
 */
export function createSizeCheck() {
  const known = new Map<string, boolean>()
  /** `height`, `width` in latents. @throws PaintError `bad_request` with the sizes that would do */
  return async (model: Model, height: number, width: number, conditioning: Conditioning): Promise<void> => {
    const unit = 2 ** model.folder.unetDownsamplings
    const restHeight = height % unit
    const restWidth = width % unit
    if (restHeight === 0 && restWidth === 0) return
    const key = `${restHeight}x${restWidth}`
    const taken = known.get(key) ?? (await tries(model, unit + restHeight, unit + restWidth, conditioning))
    known.set(key, taken)
    if (taken) return
    const pixels = unit * model.folder.vaeScale
    throw new PaintError(
      'bad_request',
      `This model paints widths and heights in multiples of ${pixels}, not ${width * model.folder.vaeScale}x${height * model.folder.vaeScale}.`,
    )
  }
}

async function tries(
  model: Model,
  height: number,
  width: number,
  conditioning: Conditioning,
): Promise<boolean> {
  const batch = model.unet.batch(1, height, width, conditioning)
  batch.setRow(0, 1, conditioning)
  try {
    await batch.run()
    return true
  } catch {
    return false
  }
}
