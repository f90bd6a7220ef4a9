import sharp, { type Sharp } from 'sharp'
import { ApiError } from '#api/contract/api-error.ts'
import type { Size } from '#core/size.ts'
import { pictureFormats } from '#request/read-picture.ts'

/** Pictures of more pixels are not decoded. */
const maxPixels = 32 * 1024 * 1024

/**
 * A picture that a program sent, as it is seen: its own turning is applied. What it claims to be is read before anything is decoded.
 * @throws {ApiError} 422 for what is no picture that is read here, or larger than anybody paints
 */
export async function sentPicture(file: Uint8Array, param: string): Promise<{ picture: Sharp } & Size> {
  const { format, autoOrient } = await readable(
    () => sharp(file, { limitInputPixels: false }).metadata(),
    param,
  )
  if (!pictureFormats.includes(format)) throw unreadable(param)
  const { width, height } = autoOrient
  if (width * height > maxPixels)
    throw new ApiError(422, 'image_too_large', `${param}: the picture has too many pixels.`, { param })
  return { picture: sharp(file, { limitInputPixels: maxPixels }).autoOrient(), width, height }
}

/** A file that sharp can't read, or not to its end, is refused by name. */
export async function readable<Read>(read: () => Promise<Read>, param: string): Promise<Read> {
  try {
    return await read()
  } catch {
    throw unreadable(param)
  }
}

function unreadable(param: string): ApiError {
  const message = `${param}: this is no PNG, JPEG, WebP or GIF that can be read.`
  return new ApiError(422, 'unreadable_image', message, { param })
}
