import { readable, sentPicture } from '#api/http/sent-picture.ts'
import type { Size } from '#core/size.ts'

/** A1111's numbers for how a start image comes to the picture's size. */
const stretched = 0
const padded = 2

/**
 * The start image as A1111's `resize_mode` brings it to size: 0 stretches it, 2 pads it with its own edges. Everything else is left to the
 * painter, which covers the picture from the centre.
 */
export async function startPicture(
  file: Uint8Array,
  mode: number,
  { width, height }: Size,
): Promise<Uint8Array> {
  if (mode !== stretched && mode !== padded) return file
  const { picture, ...sent } = await sentPicture(file, 'init_images')
  if (sent.width * height === sent.height * width) return file
  if (mode === stretched)
    return readable(() => picture.resize(width, height, { fit: 'fill' }).png().toBuffer(), 'init_images')
  const scale = Math.min(width / sent.width, height / sent.height)
  const inner = {
    width: Math.max(1, Math.round(sent.width * scale)),
    height: Math.max(1, Math.round(sent.height * scale)),
  }
  const left = Math.floor((width - inner.width) / 2)
  const top = Math.floor((height - inner.height) / 2)
  return readable(
    () =>
      picture
        .resize(inner.width, inner.height, { fit: 'fill' })
        .extend({
          left,
          top,
          right: width - inner.width - left,
          bottom: height - inner.height - top,
          extendWith: 'copy',
        })
        .png()
        .toBuffer(),
    'init_images',
  )
}

/**
 * A1111's mask (white is painted), grey and upright. A picture with transparency is a mask by its alpha, as what people draw in a
 * browser is (`create_binary_mask` in modules/processing.py).
 */
export async function maskPicture(
  file: Uint8Array,
  { inverted }: { inverted: boolean },
): Promise<Uint8Array> {
  const { picture } = await sentPicture(file, 'mask')
  const { isOpaque } = await readable(() => picture.clone().stats(), 'mask')
  const { hasAlpha } = await readable(() => picture.clone().metadata(), 'mask')
  const flat = hasAlpha && !isOpaque ? picture.extractChannel('alpha') : picture.removeAlpha().greyscale()
  const turned = inverted ? flat.negate() : flat
  return readable(() => turned.toColourspace('b-w').png().toBuffer(), 'mask')
}
