import { ApiError } from '#api/contract/api-error.ts'
import type { Order } from '#api/contract/order.ts'
import { fittedSize, fittedSteps } from '#api/http/fitted.ts'
import { modelByName } from '#api/http/model-by-name.ts'
import { maxSeed } from '#core/generation.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import type { Size } from '#core/size.ts'
import { askedSampler } from './asked-sampler.ts'
import { clipSkip } from './chosen-options.ts'
import type { Img2imgBody, Txt2imgBody } from './generation-body.ts'
import { notesOnIgnored } from './ignored-fields.ts'
import type { PaintingWorld } from './painting-world.ts'

/** Pictures of one request: more is a slip of somebody's loop. */
export const mostPictures = 32

/** A request as we paint it: the first picture's order, and how many there are. */
export interface AskedPictures {
  order: Order & Size & { seed: number }
  model: ModelFacts
  pictures: number
  notes: string[]
}

/**
 * What both of A1111's painting requests have in common, in our words. What was left out is as the model is best painted with, and
 * not A1111's 50 steps at 512x512.
 * @throws {ApiError} 400 for what can't be meant
 */
export function askedPictures(body: Txt2imgBody | Img2imgBody, world: PaintingWorld): AskedPictures {
  const notes: string[] = []
  const note = (text: string) => notes.push(text)
  const model = askedModel(body, world, note)
  const { width = model.width, height = model.height } = body
  if (width < 1 || height < 1) throw new ApiError(400, 'bad_size', 'width and height are at least 1 pixel.')
  const size = fittedSize({ width, height }, model, world.limits, note)
  const sampler = body.sampler_name ?? body.sampler_index
  const scheduler = askedSampler({ sampler, schedule: body.scheduler, eta: body.eta }, model, note)
  const skip = askedClipSkip(body, world)
  const strength = body.subseed_strength ?? 0
  if (strength < 0 || strength > 1)
    throw new ApiError(400, 'bad_subseed_strength', 'subseed_strength is a number from 0 to 1.')
  notes.push(...notesOnIgnored(body))
  return {
    model,
    pictures: askedCount(body),
    notes,
    order: {
      prompt: body.prompt ?? '',
      model: model.name,
      ...size,
      seed: seedHere(body.seed, world),
      ...(body.negative_prompt !== undefined && { negativePrompt: body.negative_prompt }),
      ...(body.steps !== undefined && { steps: fittedSteps(body.steps, world.limits, note) }),
      ...(body.cfg_scale !== undefined && { guidance: body.cfg_scale }),
      ...(scheduler !== undefined && { scheduler }),
      ...(skip > 1 && { clipSkip: skip }),
      ...(strength > 0 && { variations: [{ seed: seedHere(body.subseed, world), strength }] }),
    },
  }
}

function askedModel(
  { override_settings: override }: Txt2imgBody | Img2imgBody,
  { models, defaultModel, chosen }: PaintingWorld,
  note: (text: string) => void,
): ModelFacts {
  const before =
    chosen.sd_model_checkpoint === undefined ? undefined : modelByName(models, chosen.sd_model_checkpoint)
  const otherwise = before ?? defaultModel
  const name = override?.sd_model_checkpoint
  if (name === undefined || name === '') return otherwise
  const model = modelByName(models, name)
  if (model === undefined) note(`sd_model_checkpoint ${name} is not here: painted with ${otherwise.name}`)
  return model ?? otherwise
}

/** @throws {ApiError} 400 for a number that CLIP does not have layers for */
function askedClipSkip(body: Txt2imgBody | Img2imgBody, { chosen }: PaintingWorld): number {
  const asked = body.override_settings?.CLIP_stop_at_last_layers ?? body.clip_skip
  // 0 is "not set" to those who send it always.
  if (asked === undefined || asked === 0) return chosen.CLIP_stop_at_last_layers ?? 1
  const read = clipSkip.safeParse(asked)
  if (!read.success)
    throw new ApiError(400, 'bad_clip_skip', 'CLIP_stop_at_last_layers is a whole number from 1 to 12.')
  return read.data
}

function askedCount({ batch_size: batch = 1, n_iter: batches = 1 }: Txt2imgBody | Img2imgBody): number {
  const pictures = batch * batches
  if (batch < 1 || batches < 1 || pictures > mostPictures) {
    const message = `batch_size times n_iter is a whole number from 1 to ${mostPictures}.`
    throw new ApiError(400, 'bad_count', message, { param: 'batch_size' })
  }
  return pictures
}

/** -1 and nothing are any seed; torch takes the low 32 bits of a larger one. */
function seedHere(seed: number | undefined, { randomSeed }: Pick<PaintingWorld, 'randomSeed'>): number {
  return seed === undefined || seed < 0 ? randomSeed() : seed % (maxSeed + 1)
}
