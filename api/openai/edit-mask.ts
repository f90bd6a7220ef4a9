import { ApiError } from '#api/contract/api-error.ts'
import { readable, sentPicture } from '#api/http/sent-picture.ts'

/**
 * OpenAI's mask (what is transparent is painted) as ours (white is painted). A mask without transparency would paint nothing: OpenAI
 * refuses it, too.
 * @throws {ApiError} 422
 */
export async function paintedWhereTransparent(mask: Uint8Array): Promise<Uint8Array> {
  const { picture } = await sentPicture(mask, 'mask')
  const { hasAlpha } = await readable(() => picture.clone().metadata(), 'mask')
  const { isOpaque } = await readable(() => picture.clone().stats(), 'mask')
  if (!hasAlpha || isOpaque) {
    const message = 'The mask has no transparent parts: what is transparent is painted.'
    throw new ApiError(422, 'bad_mask', message, { param: 'mask' })
  }
  return readable(() => picture.extractChannel('alpha').negate().png().toBuffer(), 'mask')
}
