import sharp from 'sharp'
import type { Image } from '#db/schema.ts'
import type { PictureFile } from '#delivery/discord-api.ts'
import type { PictureStore } from '#store/picture-store.ts'
import { composeGrid } from './grid.ts'

const webpQuality = 90

/**
 * The file that Discord is sent: the picture itself as it is stored, or the grid of several. `smaller` is for where
 * Discord finds it too large: the same pixels as WebP.
 * @returns undefined when a picture is missing in the store
 */
export async function pictureFile(
  store: PictureStore,
  images: Image[],
  encoding: 'png' | 'smaller',
): Promise<PictureFile | undefined> {
  const [first] = images
  if (first === undefined) return undefined
  const pngs = await Promise.all(images.map(({ id }) => store.get(id)))
  const [only, ...others] = pngs
  if (only === undefined || others.includes(undefined)) return undefined
  const png =
    others.length === 0
      ? only
      : await composeGrid(
          pngs.filter((one) => one !== undefined),
          first,
        )
  const name = `dragon-wings-${first.seed}${others.length === 0 ? '' : '-grid'}`
  return encoding === 'png'
    ? { name: `${name}.png`, contentType: 'image/png', data: png }
    : {
        name: `${name}.webp`,
        contentType: 'image/webp',
        data: await sharp(png).webp({ quality: webpQuality }).toBuffer(),
      }
}
