import sharp from 'sharp'
import type { OutputFormat } from './image-body.ts'

/** OpenAI's `output_compression` when it is left out: best. */
const usualQuality = 100

export interface Encoding {
  format: OutputFormat
  compression: number | undefined
}

/** A PNG of the store as the client wants it, with the mark of a generated picture. The text of how it was made is in PNGs alone. */
export async function encodedPicture(
  png: Uint8Array,
  { format, compression }: Encoding,
): Promise<Uint8Array> {
  if (format === 'png') return png
  const quality = Math.max(1, compression ?? usualQuality)
  const picture = sharp(png).keepXmp()
  return format === 'jpeg' ? picture.jpeg({ quality }).toBuffer() : picture.webp({ quality }).toBuffer()
}

/** A small preview at the size that the picture will have. */
export async function encodedPreview(
  preview: Uint8Array,
  { width, height }: { width: number; height: number },
  encoding: Encoding,
): Promise<Uint8Array> {
  const png = await sharp(preview).resize(width, height, { fit: 'fill', kernel: 'cubic' }).png().toBuffer()
  return encodedPicture(png, encoding)
}
