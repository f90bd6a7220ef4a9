import sharp from 'sharp'

/** Of a picture to start from: decoded, this many take 128 MB. */
const maxPixels = 32 * 1024 * 1024
/** All that is read: sharp would read more, as SVG, which is a program, and TIFF. */
export const pictureFormats: readonly string[] = ['png', 'jpeg', 'webp', 'gif']

/**
 * A picture that somebody sent, as the PNG that is kept: its own turning is applied, transparency becomes the background. What it claims to
 * be is read before anything is decoded, so that a file of a few bytes does not become gigabytes.
 * @param background black for masks, in which only what is white counts
 */
export async function readPicture(
  file: Uint8Array,
  background: 'white' | 'black' = 'white',
): Promise<Buffer | 'unreadable' | 'too large'> {
  // An empty one is refused by sharp in another way than what it can't read.
  if (file.length === 0) return 'unreadable'
  try {
    // The type is what the bytes are, not what the name or the sender says.
    const { format, width, height } = await sharp(file, { limitInputPixels: false }).metadata()
    if (!pictureFormats.includes(format)) return 'unreadable'
    if (width * height > maxPixels) return 'too large'
    return await sharp(file, { limitInputPixels: maxPixels })
      .autoOrient()
      .flatten({ background })
      .toColourspace('srgb')
      .png()
      .toBuffer()
  } catch {
    return 'unreadable'
  }
}
