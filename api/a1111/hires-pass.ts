import type { Order } from '#api/contract/order.ts'
import { fittedSize, fittedSteps } from '#api/http/fitted.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import type { Size } from '#core/size.ts'
import { askedSampler } from './asked-sampler.ts'
import type { Txt2imgBody } from './generation-body.ts'
import type { PaintingWorld } from './painting-world.ts'

/** A1111's defaults for painting over the larger picture. */
const usualHiresStrength = 0.75
const usualHiresScale = 2

/** What each picture of `enable_hr` is painted again with, larger: a start image to come. */
export type HiresPass = Pick<
  Order,
  'strength' | 'upscaler' | 'steps' | 'prompt' | 'negativePrompt' | 'scheduler'
> &
  Size

/** Undefined where nothing would become larger. */
export function hiresPass(
  body: Txt2imgBody,
  order: Order & Size,
  model: ModelFacts,
  { limits }: Pick<PaintingWorld, 'limits'>,
  note: (text: string) => void,
): HiresPass | undefined {
  if (body.enable_hr !== true) return undefined
  const size = fittedSize(askedSize(body, order), model, limits, (text) => note(`enable_hr: ${text}`))
  if (size.width * size.height <= order.width * order.height) {
    note('enable_hr is ignored: the picture would not become larger')
    return undefined
  }
  if (given(body.hr_checkpoint_name) && body.hr_checkpoint_name !== 'Use same checkpoint')
    note('hr_checkpoint_name is ignored')
  const upscaler = upscalerNamed(body.hr_upscaler, model)
  if (upscaler === undefined && given(body.hr_upscaler) && !/^(none|lanczos)$/i.test(body.hr_upscaler))
    note(`hr_upscaler ${body.hr_upscaler} is not here: the picture is enlarged by resampling`)
  const second = body.hr_second_pass_steps ?? 0
  const steps = second > 0 ? fittedSteps(second, limits, note) : order.steps
  const same = (name: string | undefined) => !given(name) || name.startsWith('Use same')
  const scheduler =
    same(body.hr_sampler_name) && same(body.hr_scheduler)
      ? undefined
      : askedSampler(
          {
            sampler: same(body.hr_sampler_name)
              ? (body.sampler_name ?? body.sampler_index)
              : body.hr_sampler_name,
            schedule: same(body.hr_scheduler) ? body.scheduler : body.hr_scheduler,
            eta: body.eta,
          },
          model,
          note,
        )
  return {
    ...size,
    prompt: given(body.hr_prompt) ? body.hr_prompt : order.prompt,
    strength: body.denoising_strength ?? usualHiresStrength,
    ...(given(body.hr_negative_prompt)
      ? { negativePrompt: body.hr_negative_prompt }
      : order.negativePrompt !== undefined && { negativePrompt: order.negativePrompt }),
    ...((scheduler ?? order.scheduler) ? { scheduler: scheduler ?? order.scheduler } : {}),
    ...(steps !== undefined && { steps }),
    ...(upscaler !== undefined && { upscaler }),
  }
}

/** By `hr_resize_x` and `hr_resize_y`, of which one may be left to the proportions; otherwise by the factor. */
function askedSize(
  { hr_resize_x: x = 0, hr_resize_y: y = 0, hr_scale: factor }: Txt2imgBody,
  order: Size,
): Size {
  const { width, height } = order
  if (x > 0 && y > 0) return { width: x, height: y }
  if (x > 0) return { width: x, height: Math.round((x * height) / width) }
  if (y > 0) return { width: Math.round((y * width) / height), height: y }
  const scale = factor ?? usualHiresScale
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** An ONNX upscaler of the model's workers. */
export function upscalerNamed(name: string | undefined, model: ModelFacts): string | undefined {
  return model.upscalers?.find((one) => one.name.toLowerCase() === name?.trim().toLowerCase())?.name
}

function given(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}
