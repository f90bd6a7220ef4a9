import { ApiError } from '#api/contract/api-error.ts'
import type { Order } from '#api/contract/order.ts'
import { networkNamed, withLora } from '#core/extra-networks.ts'
import { fewStepsOf } from '#core/few-steps.ts'
import { maxSeed, type PaintSettings, usualStrength, promptMaxLength } from '#core/generation.ts'
import { howToPaint } from '#core/how-to-paint.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { modelUnder, type PaintTerms } from '#core/paint-terms.ts'
import { defaultSpeed } from '#core/speeds.ts'
import { isPainted, nearestSize, type Size } from '#core/size.ts'
import { extraNetworksNamed } from '#db/extra-networks.ts'
import { drawWords } from '#request/draw-words.ts'
import { fewStepsText } from '#messages/few-steps.ts'
import { loraNamesIn } from '#request/read-prompt.ts'
import { usedLoras } from '#request/used-loras.ts'
import type { JobDeps } from './job-deps.ts'
import { keepPicture, type KeptPicture } from './kept-picture.ts'
import { modelNamed } from './models.ts'

/** An inpainted region is painted wholly anew by default, as diffusers' pipeline does. */
const maskStrength = 1
const listShown = 20
/** The language of all answers to programs. */
const noteLocale = 'en-US'

export interface ResolvedOrder {
  settings: PaintSettings
  notes: string[]
}

/**
 * Resolves every value that an order left open: steps, guidance and scheduler by the rule of `howToPaint`; of the others, what it says
 * wins over the server's default, that over what suits the model.
 * @throws {ApiError} when a value can't be had
 */
export async function resolveOrder(
  order: Order,
  { terms, models }: { terms: PaintTerms; models: ModelFacts[] },
  deps: Pick<JobDeps, 'config' | 'db' | 'store' | 'inTurn'>,
): Promise<ResolvedOrder> {
  const facts = modelNamed(order.model, models, terms, deps.config)
  const model = modelUnder(terms, facts)
  const prompt = await drawn(order.prompt, 'prompt', deps.config.modelsDir)
  const { tagged, used, notes } = await withLoras(prompt, order, deps)
  const { defaults } = terms
  const negativePrompt = await drawn(
    order.negativePrompt ?? defaults.negativePrompt ?? '',
    'negative_prompt',
    deps.config.modelsDir,
  )
  const { how, suited } = howToPaint({
    option: order,
    fewSteps: fewStepsOf(used, model),
    server: defaults,
    model,
  })
  const told = fewStepsText(suited, noteLocale)
  if (told !== undefined) notes.push(told)
  const factor = upscaleFactor(order, facts)
  const start = order.startPicture && (await keepPicture(order.startPicture, { param: 'image', ...deps }))
  const size = sizeOf(order, start, factor, { model, defaults, mostPixels: terms.mostPixels.value })
  if (start !== undefined && start.width * size.height !== start.height * size.width) {
    notes.push(
      `The picture is ${start.width}x${start.height}: it was fitted to ${size.width}x${size.height} from its centre.`,
    )
  }
  const mask = order.mask && (await keepPicture(order.mask, { param: 'mask', ...deps }))
  const settings: PaintSettings = {
    prompt: tagged,
    negativePrompt,
    promptSyntax: 'a1111',
    model: model.name,
    ...how,
    ...size,
    seed: order.seed ?? Math.floor(Math.random() * (maxSeed + 1)),
    count: order.count ?? 1,
    speed: order.speed ?? defaults.speed ?? defaultSpeed,
    ...(order.clipSkip !== undefined && { clipSkip: order.clipSkip }),
    start: startOf(order, start, mask),
    variations: order.variations ?? [],
  }
  return { settings, notes }
}

async function drawn(
  prompt: string,
  param: 'prompt' | 'negative_prompt',
  modelsDir: string,
): Promise<string> {
  // Of every dialect, and before any of it is read: what is longer would be read for as long as it is.
  if (prompt.length > promptMaxLength) {
    const message = `"${param}" has ${prompt.length} characters: ${promptMaxLength} at most.`
    throw new ApiError(400, 'invalid_value', message, { param })
  }
  const words = await drawWords(prompt, modelsDir)
  if (words.outcome === 'drawn') return words.prompt
  const name = `__${words.name}__`
  switch (words.outcome) {
    case 'unknown': {
      const known = words.known.slice(0, listShown).join(', ')
      const message = `There is no wildcard ${name}${known === '' ? '' : `; there are: ${known}`}.`
      throw new ApiError(422, 'unknown_wildcard', message, { param })
    }
    case 'empty':
      throw new ApiError(422, 'empty_wildcard', `The list of ${name} has no words.`, { param })
    case 'endless':
      throw new ApiError(422, 'endless_wildcard', `The lists that ${name} leads to come to no end.`, {
        param,
      })
  }
}

/** LoRAs of the order go to the prompt's end; one that it names and nobody has is refused, one in the prompt is noted. */
async function withLoras(prompt: string, { loras = [] }: Order, { db }: Pick<JobDeps, 'db'>) {
  const inPrompt = loraNamesIn(prompt)
  const known = await extraNetworksNamed(db, 'lora', [...loras.map(({ name }) => name.trim()), ...inPrompt])
  const chosen = loras.map(({ name, weight }) => {
    const found = networkNamed(known, name)
    if (found === undefined) {
      throw new ApiError(
        422,
        'unknown_lora',
        `There is no LoRA ${name}: GET /api/models lists those there are.`,
        {
          param: 'lora',
        },
      )
    }
    return { name: found.name, weight: weight ?? found.suits.weight ?? 1 }
  })
  const missing = inPrompt.filter((name) => networkNamed(known, name) === undefined)
  return {
    tagged: chosen.reduce((tagged, { name, weight }) => withLora(tagged, name, weight), prompt),
    notes: missing.map((name) => `There is no LoRA ${name}: it is painted without.`),
    used: usedLoras(chosen, prompt, known),
  }
}

function upscaleFactor({ upscaler, startPicture }: Order, model: ModelFacts): number | undefined {
  if (upscaler === undefined) return undefined
  const those = model.upscalers ?? []
  const found = those.find(({ name }) => name === upscaler)
  if (startPicture === undefined)
    throw new ApiError(400, 'no_image', 'An upscaler enlarges a picture: send one as "image".', {
      param: 'image',
    })
  if (found !== undefined) return found.factor
  const known = those.map(({ name }) => name).join(', ')
  throw new ApiError(
    422,
    'unknown_upscaler',
    known === '' ? 'There are no upscalers here.' : `There is no upscaler of this name; there are: ${known}.`,
    { param: 'upscaler' },
  )
}

/** What was asked for; else what comes nearest to the start image; else the server's default; else the model's own size. */
function sizeOf(
  { width, height }: Order,
  start: KeptPicture | undefined,
  factor: number | undefined,
  under: { model: ModelFacts; defaults: Partial<Size>; mostPixels: number },
): Size {
  const { model, defaults, mostPixels } = under
  const multiple = model.sizeMultiple
  if (width !== undefined || height !== undefined) {
    const size = { width: width ?? model.width, height: height ?? model.height }
    if (isPainted(size, multiple)) return size
    const nearest = nearestSize(size, { multiple, mostPixels })
    const message = `${size.width}x${size.height} is not painted by this model, whose sides are multiples of ${multiple}: the nearest is ${nearest.width}x${nearest.height}.`
    throw new ApiError(422, 'size_not_painted', message, { param: width === undefined ? 'height' : 'width' })
  }
  if (start !== undefined) {
    const enlarged = { width: start.width * (factor ?? 1), height: start.height * (factor ?? 1) }
    const most = factor === undefined ? Math.min(mostPixels, model.width * model.height) : mostPixels
    return nearestSize(enlarged, { multiple, mostPixels: most })
  }
  const usual = { width: defaults.width ?? model.width, height: defaults.height ?? model.height }
  return nearestSize(usual, { multiple, mostPixels })
}

function startOf(
  { strength, upscaler }: Order,
  start: KeptPicture | undefined,
  mask: KeptPicture | undefined,
): PaintSettings['start'] {
  if (start === undefined) {
    const without = strength === undefined ? mask && 'mask' : 'strength'
    if (without === undefined) return null
    throw new ApiError(
      400,
      'no_image',
      `"${without}" goes with a picture to start from: send one as "image".`,
      {
        param: 'image',
      },
    )
  }
  const usual = upscaler !== undefined ? 0 : mask === undefined ? usualStrength : maskStrength
  return {
    imageId: start.id,
    strength: strength ?? usual,
    ...(upscaler !== undefined && { upscaler }),
    ...(mask !== undefined && { maskId: mask.id }),
  }
}
