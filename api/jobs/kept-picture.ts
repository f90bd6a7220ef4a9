import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { ApiError } from '#api/contract/api-error.ts'
import type { Size } from '#core/size.ts'
import { readPicture } from '#request/read-picture.ts'
import type { PictureStore } from '#store/picture-store.ts'
import type { InTurn } from './in-turn.ts'

/** Of an encoded picture; Discord's own limit. */
const pictureMaxBytes = 10 * 1024 * 1024
export interface KeptPicture extends Size {
  /** In the store. */
  id: string
}

/**
 * Reads a picture that a program sent, and keeps it in the store before anything is queued.
 * @throws {ApiError} when it is no picture that we read, or too large
 */
export async function keepPicture(
  file: Uint8Array,
  { param, store, inTurn }: { param: 'image' | 'mask'; store: PictureStore; inTurn: InTurn },
): Promise<KeptPicture> {
  const tooLarge = (cause?: unknown) =>
    new ApiError(
      422,
      'picture_too_large',
      `The picture in "${param}" is too large: at most 10 MB, and 32 million pixels.`,
      { param, cause },
    )
  if (file.length > pictureMaxBytes) throw tooLarge()
  const png = await inTurn(() => readPicture(file, param === 'mask' ? 'black' : 'white'))
  if (png === 'too large') throw tooLarge()
  if (png === 'unreadable') {
    const message = `What is in "${param}" is no picture that can be read: send a PNG, JPEG, WebP or GIF.`
    throw new ApiError(422, 'picture_unreadable', message, { param })
  }
  const { width, height } = await sharp(png).metadata()
  const id = randomUUID()
  await store.put(id, png)
  return { id, width, height }
}
