import { InBase64 } from '#api/http/json-bytes.ts'
import { ApiError } from '#api/contract/api-error.ts'
import type { Caller } from '#api/contract/caller.ts'
import type { Order } from '#api/contract/order.ts'
import type { RouteDeps } from '#api/contract/route-deps.ts'
import { countedOn, ordersFor } from '#api/http/orders-of-seeds.ts'
import { paintOrders, type Painted } from '#api/http/paint-orders.ts'
import { readPicture } from '#api/http/read-picture.ts'
import { readPngParameters } from '#store/png/encode-png.ts'
import type { Img2imgBody, Txt2imgBody } from './generation-body.ts'
import { generationInfo } from './generation-info.ts'
import { type HiresPass, hiresPass } from './hires-pass.ts'
import { type AskedPictures, askedPictures, mostPictures } from './order-of-body.ts'
import type { PaintingWorld } from './painting-world.ts'
import { maskPicture, startPicture } from './start-picture.ts'

/** The caller, what there is to paint with, and how long the answer may take. */
export interface Asking {
  caller: Caller
  world: PaintingWorld
  signal: AbortSignal
}

/** A1111's defaults for what a picture is painted over another with. */
const usualStrength = 0.75
const originalFill = 1

/** @throws {ApiError} as the jobs do, and where the body can't be meant */
export async function txt2img(body: Txt2imgBody, asking: Asking, deps: Pick<RouteDeps, 'jobs' | 'clock'>) {
  const asked = askedPictures(body, asking.world)
  const note = (text: string) => asked.notes.push(text)
  const hires = hiresPass(body, asked.order, asked.model, asking.world, note)
  const painted = await paintOrders(ordersFor(asked.order, asked.pictures), { ...deps, ...asking })
  if (hires === undefined) return answer(body, asked, painted, deps)
  const larger = painted.pictures.map((picture) => hiresOrder(asked.order, hires, picture))
  return answer(body, asked, await paintOrders(larger, { ...deps, ...asking }), deps)
}

function hiresOrder(
  { clipSkip, model }: Order,
  hires: HiresPass,
  { seed, png }: { seed: number; png: Uint8Array },
): Order {
  return {
    ...hires,
    seed,
    startPicture: png,
    ...(model !== undefined && { model }),
    ...(clipSkip !== undefined && { clipSkip }),
  }
}

/** @throws {ApiError} as the jobs do, and where the body can't be meant */
export async function img2img(body: Img2imgBody, asking: Asking, deps: Pick<RouteDeps, 'jobs' | 'clock'>) {
  const { init_images: images = [] } = body
  if (images.length === 0)
    throw new ApiError(422, 'no_image', 'init_images holds a picture to start from, as base64.', {
      param: 'init_images',
    })
  // Before any of them is looked at: a body holds hundreds of thousands of small ones.
  if (images.length > 1) requireFew(images.length * (body.n_iter ?? 1))
  const asked = askedPictures(body, asking.world)
  const mask = await maskOf(body, asked)
  const starts = await Promise.all(
    images.map(async (image) =>
      startPicture(readPicture(image, 'init_images'), body.resize_mode ?? 0, asked.order),
    ),
  )
  const strength = body.denoising_strength ?? usualStrength
  const over = { strength, ...(mask !== undefined && { mask }) }
  const [first] = starts
  const orders =
    first !== undefined && starts.length === 1
      ? ordersFor({ ...asked.order, ...over, startPicture: first }, asked.pictures)
      : overEach(starts, asked, over, body.n_iter ?? 1)
  return answer(body, asked, await paintOrders(orders, { ...deps, ...asking }), deps)
}

/** Several start images are a batch, as often as there are batches; `batch_size` is then theirs (A1111: `init` of img2img). */
function overEach(
  starts: readonly Uint8Array[],
  { order }: AskedPictures,
  over: Pick<Order, 'strength' | 'mask'>,
  batches: number,
): Order[] {
  return Array.from({ length: batches }, () => starts)
    .flat()
    .map((start, index) => ({ ...countedOn(order, index), ...over, startPicture: start, count: 1 }))
}

/** @throws {ApiError} 400 */
function requireFew(pictures: number): void {
  if (pictures <= mostPictures) return
  const message = `init_images times n_iter is a whole number from 1 to ${mostPictures}.`
  throw new ApiError(400, 'bad_count', message)
}

async function maskOf(body: Img2imgBody, { notes, order }: AskedPictures): Promise<Uint8Array | undefined> {
  if (body.mask === undefined || body.mask === '') return undefined
  if (body.inpaint_full_res === true)
    notes.push('inpaint_full_res is ignored: the whole picture is painted, and kept outside the mask')
  if ((body.inpainting_fill ?? originalFill) !== originalFill)
    notes.push('inpainting_fill is 1 here: painted over what was there')
  if ((body.mask_blur ?? 0) > 0) notes.push("mask_blur is ignored: the mask's edge is hard")
  const mask = await maskPicture(readPicture(body.mask, 'mask'), {
    inverted: body.inpainting_mask_invert === 1,
  })
  return startPicture(mask, body.resize_mode ?? 0, order)
}

/** What A1111 answers: pictures as base64, what was asked, and `info` as a string of JSON. */
function answer(
  body: Txt2imgBody | Img2imgBody,
  { notes }: AskedPictures,
  { jobs, pictures }: Painted,
  { clock }: Pick<RouteDeps, 'clock'>,
) {
  const [job] = jobs
  if (job === undefined) throw new Error('a request without jobs was painted')
  const cancelled = jobs.some(({ status }) => status === 'cancelled')
  const said = [...notes, ...new Set(jobs.flatMap((one) => one.notes)), ...(cancelled ? ['interrupted'] : [])]
  const info = generationInfo({
    settings: job.settings,
    pictures: pictures.map(({ seed, width, height, png }) => ({
      seed,
      width,
      height,
      infotext: readPngParameters(Buffer.from(png)) ?? '',
    })),
    batchSize: body.batch_size ?? 1,
    notes: said,
    at: clock.now(),
  })
  return {
    images: body.send_images === false ? [] : pictures.map(({ png }) => new InBase64(png)),
    parameters: parametersOf(body),
    info: JSON.stringify(info),
    notes: said,
  }
}

/** The request as it was read, without its pictures. */
function parametersOf(body: Txt2imgBody | Img2imgBody): Record<string, unknown> {
  const { include_init_images: included, ...fields } = { include_init_images: false, ...body }
  const pictures = included === true ? {} : { init_images: null, mask: null }
  return {
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? null])),
    ...('init_images' in body ? pictures : {}),
  }
}
