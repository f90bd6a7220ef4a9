import sharp from 'sharp'
import type { Image } from '#db/schema.ts'
import type { SheetLabels } from '#messages/comparison.ts'
import { spoilerName } from '#messages/picture.ts'
import type { PictureFile } from './discord-api.ts'
import type { PictureStore } from '#store/picture-store.ts'
import { composeGrid } from './grid.ts'

const webpQuality = 90

/** A picture with its PNG. */
export interface StoredPicture {
  image: Image
  png: Buffer
}

/** The pictures whose files are in the store; the others are left out. */
export async function storedPictures(store: PictureStore, images: Image[]): Promise<StoredPicture[]> {
  const read = await Promise.all(images.map(async (image) => ({ image, png: await store.get(image.id) })))
  return read.flatMap(({ image, png }) => (png === undefined ? [] : [{ image, png }]))
}

/**
 * The file that Discord is sent: the picture itself as it is stored, the grid of several, or their sheet, where there are labels
 * for one. `smaller` is for where Discord finds it too large: the same pixels as WebP. `spoiler`: hidden until a click.
 */
export async function pictureFile(
  [first, ...others]: readonly [StoredPicture, ...StoredPicture[]],
  encoding: 'png' | 'smaller',
  { spoiler, labels }: { spoiler: boolean; labels?: SheetLabels | undefined },
): Promise<PictureFile> {
  const { kind, png } = await shownTogether([first, ...others], first, labels)
  const plainName = `dragon-wings-${first.image.seed}${kind}`
  const name = spoiler ? spoilerName(plainName) : plainName
  return encoding === 'png'
    ? { name: `${name}.png`, contentType: 'image/png', data: png }
    : {
        name: `${name}.webp`,
        contentType: 'image/webp',
        data: await sharp(png).webp({ quality: webpQuality }).toBuffer(),
      }
}

async function shownTogether(
  pictures: readonly StoredPicture[],
  first: StoredPicture,
  labels: SheetLabels | undefined,
): Promise<{ kind: '' | '-grid' | '-sheet'; png: Buffer }> {
  if (labels !== undefined) {
    const cells = pictures.map(({ image: { index }, png }) => ({ index, png }))
    // With a reader of fonts, which hardly anybody needs.
    const { composeSheet } = await import('./sheet.ts')
    return { kind: '-sheet', png: await composeSheet(cells, labels, first.image) }
  }
  if (pictures.length === 1) return { kind: '', png: first.png }
  const pngs = pictures.map(({ png }) => png)
  return { kind: '-grid', png: await composeGrid(pngs, first.image) }
}
