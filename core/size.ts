import { z } from 'zod'

/** Pixels a side, for every model. */
export const sideMin = 64
export const sideMax = 4096
/** Pixels of the smallest and the largest picture. */
export const minPixels = sideMin ** 2
export const maxPixels = sideMax ** 2

export interface Size {
  width: number
  height: number
}

/** A width or a height in pixels that some model paints. */
export const side = z.int().multipleOf(8).min(sideMin).max(sideMax)
const sizeSchema = z.object({ width: side, height: side })
const written = /^\s*(\d{1,5})\s*[x×*]\s*(\d{1,5})\s*$/i

/** Width and height in pixels of `512x768`, of any size; undefined for what is no size. */
export function readSize(text: string): Size | undefined {
  const [, width, height] = written.exec(text) ?? []
  return width === undefined ? undefined : { width: Number(width), height: Number(height) }
}

/** The same for a size that some model can paint; undefined for any other. */
export function parseSize(text: string): Size | undefined {
  return sizeSchema.safeParse(readSize(text)).data
}

/**
 * The size nearest to another one among those that can be painted: sides in multiples of `multiple`, and no more pixels than
 * `mostPixels`. What is too large shrinks in its proportions.
 */
export function nearestSize(
  { width, height }: Size,
  { multiple, mostPixels }: { multiple: number; mostPixels: number },
): Size {
  const longest = Math.max(width, height, 1)
  const scale = Math.min(1, Math.sqrt(mostPixels / Math.max(width * height, 1)), sideMax / longest)
  const least = Math.ceil(sideMin / multiple) * multiple
  const most = Math.floor(sideMax / multiple) * multiple
  const sized = (round: (units: number) => number): Size => {
    const to = (pixels: number) =>
      Math.min(most, Math.max(least, round((pixels * scale) / multiple) * multiple))
    return { width: to(width), height: to(height) }
  }
  const rounded = sized(scale < 1 ? Math.floor : Math.round)
  // Rounded up on both sides, it may be a little too much.
  return rounded.width * rounded.height > mostPixels ? sized(Math.floor) : rounded
}

/** Whether a model paints this size for certain. */
export function isPainted({ width, height }: Size, multiple: number): boolean {
  const paints = (pixels: number) => pixels % multiple === 0 && pixels >= sideMin && pixels <= sideMax
  return paints(width) && paints(height)
}
