import sharp from 'sharp'
import { ApiError } from '#api/contract/api-error.ts'
import type { Caller } from '#api/contract/caller.ts'
import type { RouteDeps } from '#api/contract/route-deps.ts'
import { paintOrders } from '#api/http/paint-orders.ts'
import { readable, sentPicture } from '#api/http/sent-picture.ts'
import { enlargement, type ExtrasBody } from './extras.ts'

/**
 * One picture made larger, as PNG.
 * @throws {ApiError} where it can't be read, or not be made that large
 */
export async function enlarged(
  file: Uint8Array,
  body: ExtrasBody,
  { caller, signal }: { caller: Caller; signal: AbortSignal },
  deps: Pick<RouteDeps, 'jobs' | 'models'>,
): Promise<{ png: Buffer; notes: string[] }> {
  const sent = await sentPicture(file, 'image')
  const how = enlargement(body, sent, await deps.models(caller))
  const { size, crop, notes } = how
  const fit = crop ? 'cover' : 'fill'
  if (how.by === 'resampling') {
    const resized = sent.picture.resize(size.width, size.height, { fit, kernel: how.kernel }).png()
    const png = await readable(() => resized.toBuffer(), 'image')
    return { png, notes }
  }
  const order = { prompt: 'upscaled', count: 1, ...how.order, startPicture: file }
  const { pictures } = await paintOrders([order], { jobs: deps.jobs, caller, signal })
  const [picture] = pictures
  if (picture === undefined) throw new ApiError(422, 'cancelled', 'The picture was cancelled.')
  if (picture.width === size.width && picture.height === size.height)
    return { png: Buffer.from(picture.png), notes }
  const png = await sharp(picture.png).resize(size.width, size.height, { fit }).png().toBuffer()
  return { png, notes }
}
