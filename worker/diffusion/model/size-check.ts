import type { Conditioning } from '#diffusion/networks/conditioning.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { ModelFiles } from './model-files.ts'
import type { Unet } from '#diffusion/networks/unet.ts'

/**
 * A UNet halves its input a few times and doubles it again. Exported the usual way, sizes that don't halve evenly fail in
 * the doubling; exports that take the size from the skip connection run at any size. Nothing in the file says which one it
 * is, so a small run with the same remainder is tried, once.
 */
export function createSizeCheck({ unetDownsamplings, vaeScale }: ModelFiles, unet: Unet) {
  const known = new Map<string, boolean>()
  const unit = 2 ** unetDownsamplings

  const tries = async (height: number, width: number, conditioning: Conditioning): Promise<boolean> => {
    const batch = unet.batch(1, height, width, conditioning)
    batch.setRow(0, 1, conditioning)
    try {
      await batch.run()
      return true
    } catch {
      return false
    }
  }

  /** `height`, `width` in latents. @throws PaintError `bad_request` with the sizes that would do */
  return async (height: number, width: number, conditioning: Conditioning): Promise<void> => {
    const restHeight = height % unit
    const restWidth = width % unit
    if (restHeight === 0 && restWidth === 0) return
    const key = `${restHeight}x${restWidth}`
    const taken = known.get(key) ?? (await tries(unit + restHeight, unit + restWidth, conditioning))
    known.set(key, taken)
    if (taken) return
    throw new PaintError(
      'bad_request',
      `This model paints widths and heights in multiples of ${unit * vaeScale}, not ${width * vaeScale}x${height * vaeScale}.`,
    )
  }
}
