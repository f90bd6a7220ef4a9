import { access } from 'node:fs/promises'
import sharp from 'sharp'
import { PersonError, reasonOf } from '#core/errors.ts'
import { type GreyPixels, repaintedFrom, type RgbPixels } from '#diffusion/contract.ts'

/** The pixels of an image file at the picture's size. */
export interface Fitted {
  pixels: RgbPixels
  /** One sentence for each thing that was changed. */
  notes: string[]
}

/** Pixels of an image file, after its own turning. @throws PersonError `usage` for what is no image */
export async function imageSize(option: string, file: string): Promise<{ width: number; height: number }> {
  await access(file).catch((cause: unknown) => {
    throw new PersonError('usage', `${option}: there is no file ${file}.`, { cause })
  })
  const { autoOrient } = await sharp(file)
    .metadata()
    .catch((cause: unknown) => {
      const tooLarge = /pixel limit/.test(reasonOf(cause))
      throw new PersonError(
        'usage',
        tooLarge
          ? `${option}: ${file} has more pixels than can be read: make it smaller.`
          : `${option}: ${file} is not an image.`,
        { cause },
      )
    })
  return autoOrient
}

/** Covers `width` x `height` from the centre; transparency becomes white. @throws PersonError `usage` */
export async function fitImage(file: string, width: number, height: number): Promise<Fitted> {
  const size = await imageSize('--image', file)
  const { isOpaque, channels } = await readable(
    '--image',
    file,
    sharp(file)
      .stats()
      .then(async (stats) => ({ isOpaque: stats.isOpaque, channels: stats.channels.length })),
  )
  const notes: string[] = []
  if (size.width !== width || size.height !== height) {
    notes.push(
      `${file} is ${size.width}x${size.height}: it was fitted to ${width}x${height} from its centre.`,
    )
  }
  if (!isOpaque && channels > 0) notes.push(`${file} is partly transparent: white was put behind it.`)
  const data = await readable(
    '--image',
    file,
    sharp(file)
      .autoOrient()
      .flatten({ background: 'white' })
      .resize(width, height, { fit: 'cover', position: 'centre' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer(),
  )
  return { pixels: { width, height, data }, notes }
}

/**
 * A mask must be of the start image's size, and is then fitted with it, or of the picture's.
 * @throws PersonError `usage`
 */
export async function fitMask(
  file: string,
  width: number,
  height: number,
  startImage: { width: number; height: number },
): Promise<GreyPixels> {
  const size = await imageSize('--mask', file)
  const same = (other: { width: number; height: number }) =>
    size.width === other.width && size.height === other.height
  if (!same(startImage) && !same({ width, height })) {
    throw new PersonError(
      'usage',
      `--mask: ${file} is ${size.width}x${size.height}, but the image is ${startImage.width}x${startImage.height}: both must have one size.`,
    )
  }
  const data = await readable(
    '--mask',
    file,
    sharp(file)
      .autoOrient()
      .flatten({ background: 'black' })
      .resize(width, height, { fit: 'cover', position: 'centre', kernel: 'nearest' })
      .toColourspace('b-w')
      .raw({ depth: 'uchar' })
      .toBuffer(),
  )
  if (!data.some((grey) => grey >= repaintedFrom)) {
    throw new PersonError(
      'usage',
      `--mask: the mask has no white, so that nothing would be repainted. ${file} must be white where the picture is to be painted anew; transparent and every dark colour is kept.`,
    )
  }
  return { width, height, data }
}

async function readable<Result>(option: string, file: string, reading: Promise<Result>): Promise<Result> {
  return reading.catch((cause: unknown) => {
    throw new PersonError('usage', `${option}: ${file} is damaged and can't be read.`, { cause })
  })
}
