import sharp from 'sharp'
import type { RgbPixels } from '#diffusion/contract.ts'

/** Mean difference of two pictures of one size, of 255. */
export function meanDifference(a: RgbPixels, b: RgbPixels): number {
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - (b.data[i] ?? 0)), 0) / a.data.length
}

export function largestDifference(a: RgbPixels, b: RgbPixels): number {
  return a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (b.data[i] ?? 0))), 0)
}

export async function resized(pixels: RgbPixels, width: number, height: number): Promise<RgbPixels> {
  const data = await raw(pixels).resize(width, height, { fit: 'fill', kernel: 'lanczos3' }).raw().toBuffer()
  return { width, height, data }
}

/** What is left at a quarter of the parent's width and height is its composition. */
const compositionScale = 1 / 4

/** Mean difference of two pictures' compositions, of 255; they may differ in size. */
export async function compositionDifference(parent: RgbPixels, other: RgbPixels): Promise<number> {
  const width = Math.round(parent.width * compositionScale)
  const height = Math.round(parent.height * compositionScale)
  return meanDifference(await resized(parent, width, height), await resized(other, width, height))
}

/** Pixels: detail finer than this counts as high frequency; plain resampling to twice the size has next to none of it. */
const detailSigma = 1

/** Root mean square of what a Gaussian blur takes away, of 255. */
export async function detail(pixels: RgbPixels): Promise<number> {
  const blurred = await raw(pixels).blur(detailSigma).raw().toBuffer()
  const squares = pixels.data.reduce((sum, value, i) => sum + (value - (blurred[i] ?? 0)) ** 2, 0)
  return Math.sqrt(squares / pixels.data.length)
}

function raw({ width, height, data }: RgbPixels) {
  return sharp(data, { raw: { width, height, channels: 3 } })
}
