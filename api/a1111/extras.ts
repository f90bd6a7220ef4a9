import { z } from 'zod'
import { ApiError } from '#api/contract/api-error.ts'
import type { Order } from '#api/contract/order.ts'
import { laxBoolean, laxInteger, laxNumber, open } from '#api/http/lax.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { nearestSize, sideMax, type Size } from '#core/size.ts'
import { resamplers } from './lists.ts'

const common = {
  /** 0: by a factor, 1: to a size. */
  resize_mode: open(laxInteger),
  upscaling_resize: open(laxNumber),
  upscaling_resize_w: open(laxInteger),
  upscaling_resize_h: open(laxInteger),
  upscaling_crop: open(laxBoolean),
  upscaler_1: open(z.string()),
  upscaler_2: open(z.string()),
  extras_upscaler_2_visibility: open(laxNumber),
  gfpgan_visibility: open(laxNumber),
  codeformer_visibility: open(laxNumber),
}

/** The body of `POST /sdapi/v1/extra-single-image` (stable-diffusion-webui, `modules/api/models.py`). */
export const extraSingleBody = z.object({ ...common, image: z.string() })
export type ExtrasBody = Omit<z.infer<typeof extraSingleBody>, 'image'>

/** Of pictures that are made larger one after the other before any is answered. */
const mostInBatch = 100

/** The body of `POST /sdapi/v1/extra-batch-images`. */
export const extraBatchBody = z.object({
  ...common,
  imageList: z
    .array(z.unknown())
    .min(1)
    .max(mostInBatch)
    .pipe(z.array(z.object({ data: z.string(), name: open(z.string()) }))),
})

/** How one picture is enlarged: by resampling, here and for free, or by an upscaler, as a picture of the queue. */
export type Enlargement = { size: Size; crop: boolean; notes: string[] } & (
  | { by: 'resampling'; kernel: 'lanczos3' | 'nearest' }
  | { by: 'upscaler'; order: Pick<Order, 'model' | 'upscaler' | 'strength'> & Size }
)

/**
 * @param image the picture's size as it is seen, after its own turning
 * @throws {ApiError} 400 for a size that can't be, 422 for an upscaler that is not here
 */
export function enlargement(body: ExtrasBody, image: Size, models: readonly ModelFacts[]): Enlargement {
  const size = askedSize(body, image)
  const notes = notesOnIgnored(body)
  const toSize = body.resize_mode === 1
  const crop = toSize && body.upscaling_crop !== false
  const name = (body.upscaler_1 ?? '').trim()
  const resampler = resamplers.find(
    (one) => one.toLowerCase() === (name === '' ? 'none' : name.toLowerCase()),
  )
  if (resampler !== undefined)
    return { by: 'resampling', kernel: resampler === 'Nearest' ? 'nearest' : 'lanczos3', size, crop, notes }
  const model = models.find(({ upscalers = [] }) => upscalers.some((one) => isNamed(one, name)))
  const upscaler = model?.upscalers?.find((one) => isNamed(one, name))
  if (model === undefined || upscaler === undefined) {
    const there = [
      ...resamplers,
      ...new Set(models.flatMap((one) => (one.upscalers ?? []).map((it) => it.name))),
    ]
    throw new ApiError(
      422,
      'unknown_upscaler',
      `There is no upscaler ${name}; there are ${there.join(', ')}.`,
      { param: 'upscaler_1' },
    )
  }
  // What is painted has sides in multiples of the model's; the answer is brought to what was asked.
  const painted = nearestSize(size, { multiple: model.sizeMultiple, mostPixels: sideMax ** 2 })
  return {
    by: 'upscaler',
    order: { ...painted, model: model.name, upscaler: upscaler.name, strength: 0 },
    size,
    crop,
    notes,
  }
}

function askedSize(body: ExtrasBody, { width, height }: Size): Size {
  const { upscaling_resize: factor = 2, upscaling_resize_w: w = 512, upscaling_resize_h: h = 512 } = body
  const scale =
    body.resize_mode !== 1
      ? factor
      : body.upscaling_crop === false
        ? Math.min(w / width, h / height)
        : undefined
  const size =
    scale === undefined
      ? { width: w, height: h }
      : { width: Math.round(width * scale), height: Math.round(height * scale) }
  const fits = (side: number) => side >= 1 && side <= sideMax
  if (!fits(size.width) || !fits(size.height))
    throw new ApiError(
      400,
      'bad_size',
      `A picture of ${size.width}x${size.height} can't be made: a side has 1 to ${sideMax} pixels.`,
    )
  return size
}

function notesOnIgnored(body: ExtrasBody): string[] {
  const second = body.upscaler_2 ?? 'None'
  return [
    ...(second !== 'None' && (body.extras_upscaler_2_visibility ?? 0) > 0 ? ['upscaler_2 is ignored'] : []),
    ...((body.gfpgan_visibility ?? 0) > 0 || (body.codeformer_visibility ?? 0) > 0
      ? ['faces are not restored']
      : []),
  ]
}

function isNamed(one: { name: string }, name: string): boolean {
  return one.name.toLowerCase() === name.toLowerCase()
}
