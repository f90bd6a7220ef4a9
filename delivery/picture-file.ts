import sharp from 'sharp'
import type { Image } from '#db/schema.ts'
import type { PictureFile } from './discord-api.ts'
import type { PictureStore } from '#store/picture-store.ts'
import { composeGrid } from './grid.ts'

const webpQuality = 90

/** A picture with its PNG. */
export interface StoredPicture {
  image: Image
  png: Buffer
}

/** The pictures whose files are in the store; what is missing there cannot be shown. */
export async function storedPictures(store: PictureStore, images: Image[]): Promise<StoredPicture[]> {
  const read = await Promise.all(images.map(async (image) => ({ image, png: await store.get(image.id) })))
  return read.flatMap(({ image, png }) => (png === undefined ? [] : [{ image, png }]))
}

/**
 * The file that Discord is sent: the picture itself as it is stored, or the grid of several. `smaller` is for where
 * Discord finds it too large: the same pixels as WebP.
 */
export async function pictureFile(
  [first, ...others]: readonly [StoredPicture, ...StoredPicture[]],
  encoding: 'png' | 'smaller',
): Promise<PictureFile> {
  const png =
    others.length === 0
      ? first.png
      : await composeGrid(
          [first, ...others].map((picture) => picture.png),
          first.image,
        )
  const name = `dragon-wings-${first.image.seed}${others.length === 0 ? '' : '-grid'}`
  return encoding === 'png'
    ? { name: `${name}.png`, contentType: 'image/png', data: png }
    : {
        name: `${name}.webp`,
        contentType: 'image/webp',
        data: await sharp(png).webp({ quality: webpQuality }).toBuffer(),
      }
}
