import { ApiError } from '#api/contract/api-error.ts'
import type { Order } from '#api/contract/order.ts'
import { fittedSize, fittedSteps, type Limits } from '#api/http/fitted.ts'
import { modelByName } from '#api/http/model-by-name.ts'
import { maxSeed } from '#core/generation.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { samplerHere } from '#core/sampler-names.ts'
import { schedulerNames } from '#core/schedulers.ts'
import { readSize } from '#core/size.ts'
import type { ImageBody } from './image-body.ts'

/** A request in our words: the order of its pictures, how many, and what was ignored or replaced. */
export interface AskedImages {
  order: Order & { seed: number }
  pictures: number
  notes: string[]
}

/** @throws {ApiError} for what can't be meant */
export function askedImages(
  body: ImageBody,
  {
    models,
    defaultModel,
    limits,
    randomSeed,
  }: {
    models: readonly ModelFacts[]
    defaultModel: ModelFacts
    limits: Limits
    randomSeed: () => number
  },
): AskedImages {
  const notes: string[] = []
  const note = (text: string) => notes.push(text)
  const known = body.model === undefined || body.model === '' ? undefined : modelByName(models, body.model)
  const model = known ?? defaultModel
  if (known === undefined && body.model !== undefined && body.model !== '')
    note(`model ${body.model} is not here: painted with ${model.name}`)
  if (body.background === 'transparent') note('background transparent is ignored: pictures are opaque')
  const size = askedSize(body, { model, limits, note })
  const scheduler = askedScheduler(body, model, note)
  return {
    pictures: body.n ?? 1,
    notes,
    order: {
      prompt: body.prompt,
      model: model.name,
      ...size,
      seed: body.seed === undefined || body.seed < 0 ? randomSeed() : body.seed % (maxSeed + 1),
      ...(body.negative_prompt !== undefined && { negativePrompt: body.negative_prompt }),
      ...(body.steps !== undefined && { steps: fittedSteps(body.steps, limits, note) }),
      ...(body.guidance !== undefined && { guidance: body.guidance }),
      ...(scheduler !== undefined && { scheduler }),
      ...(body.lora !== undefined && { loras: body.lora.map(given) }),
      ...(body.speed !== undefined && { speed: body.speed }),
    },
  }
}

/** Nothing for `auto`: the start image's size, or the model's own, is painted. */
function askedSize(
  { size }: ImageBody,
  { model, limits, note }: { model: ModelFacts; limits: Limits; note: (text: string) => void },
): { width?: number; height?: number } {
  if (size === undefined || size === '' || size === 'auto') return {}
  const asked = readSize(size)
  if (asked === undefined) {
    const message = `size is "auto" or WIDTHxHEIGHT in pixels, such as ${model.width}x${model.height}.`
    throw new ApiError(400, 'bad_size', message, { param: 'size' })
  }
  return fittedSize(asked, model, limits, note)
}

function askedScheduler({ scheduler }: ImageBody, model: ModelFacts, note: (text: string) => void) {
  if (scheduler === undefined) return undefined
  const here = samplerHere(scheduler)
  if (here === undefined)
    note(`scheduler ${scheduler} is not known: painted with ${schedulerNames[model.scheduler]}`)
  else if (!here.same)
    note(`scheduler ${scheduler} is painted with ${schedulerNames[here.slug]}, which comes nearest`)
  return here?.slug
}

function given({ name, weight }: { name: string; weight?: number | undefined }) {
  return weight === undefined ? { name } : { name, weight }
}
