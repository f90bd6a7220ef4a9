import { z } from 'zod'
import { PersonError } from '#core/errors.ts'
import { maxSeed, type PaintSettings, promptMaxLength } from '#core/generation.ts'
import type { ModelFacts } from '#db/schema.ts'
import type { Texts } from '#messages/texts/texts.ts'

/** What a person may give with `/imagine`, as Discord hands it over; null is "not given". */
export interface ImagineOptions {
  prompt: string
  negativePrompt: string | null
  steps: number | null
  guidance: number | null
  size: string | null
  seed: number | null
}

const sizeSchema = z
  .string()
  .trim()
  .regex(/^\d{2,4}\s*[x×*]\s*\d{2,4}$/i)
  .transform((text) => text.split(/\s*[x×*]\s*/i).map(Number))
  .pipe(z.tuple([z.int().multipleOf(8).min(64), z.int().multipleOf(8).min(64)]))

const refuse = (text: string) => new PersonError('refused', text)

/**
 * Resolves every value that was left open: from the model's facts, and the seed by `randomSeed`.
 * @throws {PersonError} in the person's language, when a value can't be had
 */
export function resolveImagine(
  options: ImagineOptions,
  {
    model,
    ceilings,
    texts,
    randomSeed,
  }: {
    model: ModelFacts
    ceilings: { steps: number; pixels: number }
    texts: Texts
    randomSeed: () => number
  },
): PaintSettings {
  const prompt = options.prompt.trim()
  const negativePrompt = options.negativePrompt?.trim() ?? ''
  if (prompt === '') throw refuse(texts.refusals.promptEmpty)
  if (Math.max(prompt.length, negativePrompt.length) > promptMaxLength) {
    throw refuse(texts.refusals.promptTooLong(promptMaxLength))
  }
  const size = options.size === null ? undefined : sizeSchema.safeParse(options.size)
  if (size?.success === false) throw refuse(texts.refusals.badSize(options.size ?? ''))
  const [width, height] = size?.data ?? [model.width, model.height]
  if (width * height > ceilings.pixels) throw refuse(texts.refusals.tooLarge(width, height))
  const steps = options.steps ?? Math.min(model.steps, ceilings.steps)
  if (steps > ceilings.steps) throw refuse(texts.refusals.tooManySteps(ceilings.steps))
  return {
    prompt,
    negativePrompt,
    model: model.name,
    steps,
    guidance: options.guidance ?? model.guidance,
    width,
    height,
    seed: options.seed ?? randomSeed(),
    count: 1,
    scheduler: model.scheduler,
  }
}

/** A seed nobody chose. */
export function randomSeed(): number {
  return Math.floor(Math.random() * (maxSeed + 1))
}
