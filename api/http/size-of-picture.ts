import sharp, { type Sharp } from 'sharp'
import { ApiError } from '#api/contract/api-error.ts'
import type { Size } from '#core/size.ts'

/** Pictures of more pixels are not decoded. */
const maxPixels = 32 * 1024 * 1024

/** A picture as it is seen: its own turning is applied. */
export function uprightPicture(file: Uint8Array): Sharp {
  return sharp(file, { limitInputPixels: maxPixels }).autoOrient()
}

/** @throws {ApiError} 422 for what is no picture, or larger than anybody paints */
export async function sizeOfPicture(file: Uint8Array, param: string): Promise<Size> {
  const { autoOrient } = await readable(uprightPicture(file).metadata(), param)
  if (autoOrient.width * autoOrient.height > maxPixels)
    throw new ApiError(422, 'image_too_large', `${param}: the picture has too many pixels.`, { param })
  return { width: autoOrient.width, height: autoOrient.height }
}

/** A file that sharp can't read is refused by name. */
export async function readable<Read>(read: Promise<Read>, param: string): Promise<Read> {
  try {
    return await read
  } catch {
    const message = `${param}: this is no PNG, JPEG, WebP or GIF that can be read.`
    throw new ApiError(422, 'unreadable_image', message, { param })
  }
}
