import { PersonError } from '#core/errors.ts'
import {
  maxCount,
  maxGuidance,
  maxSeed,
  maxSteps,
  minGuidance,
  minSteps,
  type PaintSettings,
  type PromptSyntax,
  promptMaxLength,
  usualStrength,
} from '#core/generation.ts'
import { withLora } from '#core/extra-networks.ts'
import { fewStepsOf, type UsedLora } from '#core/few-steps.ts'
import { howToPaint, type Suited } from '#core/how-to-paint.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import { joinPrompts, type Preset, withPreset } from '#core/presets.ts'
import {
  type Aspect,
  parsePromptFlags,
  type PromptFlags,
  ratioOf,
  sizeForAspect,
  strengthOfImageWeight,
  widestAspect,
} from '#core/prompt-flags.ts'
import type { SchedulerSlug } from '#core/schedulers.ts'
import { type Speed, defaultSpeed } from '#core/speeds.ts'
import { isPainted, nearestSize, readSize, type Size } from '#core/size.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { typed } from '#messages/escape.ts'
import { plainNumber } from '#messages/numbers.ts'
import type { Texts } from '#messages/texts/texts.ts'

/** What a person may give with `/imagine`, as Discord hands it over; null is "not given". */
export interface ImagineOptions {
  prompt: string
  negativePrompt: string | null
  steps: number | null
  guidance: number | null
  size: string | null
  seed: number | null
  count: number | null
  scheduler: SchedulerSlug | null
  strength: number | null
  /** Left out, as null: not given. */
  speed?: Speed | null
  /** As the settings of a picture tell it. */
  clipSkip?: number
  /** How the prompt is read; as A1111 does when left out. */
  promptSyntax?: PromptSyntax
}

/** Characters of what is no size. */
const sizeShown = 40

const refuse = (text: string) => new PersonError('refused', text)

/**
 * Resolves every value that was left open: steps, guidance and scheduler by the rule of `howToPaint`; of the others, an option wins over
 * a flag in the prompt, that over the preset, that over the server's default, that over what suits the model.
 * @returns the settings, the flags that were left out of the prompt because we have nothing for them, and which settings are what
 * LoRAs or a model made for few steps are painted with
 * @throws {PersonError} in the person's language, when a value can't be had
 */
export function resolveImagine(
  options: ImagineOptions,
  under: {
    model: ModelFacts
    preset: Preset | undefined
    defaults: PaintTerms['defaults']
    /** The most pixels that the person may have. */
    mostPixels: number
    /** Put at the prompt's end. */
    lora?: { name: string; weight: number } | undefined
    /** What it is painted with, those of the prompt too. */
    loras?: readonly UsedLora[]
    /** The start image's id in the store, when one was given. */
    startImageId: string | undefined
    texts: Texts
    randomSeed: () => number
  },
): {
  settings: PaintSettings
  ignoredFlags: string[]
  suited: Suited | undefined
} {
  const { model, preset, defaults, texts, lora, loras = [] } = under
  const { prompt: bare, flags, ignored } = parsePromptFlags(options.prompt)
  if (bare === '') throw refuse(texts.refusals.promptEmpty)
  const asked = joinPrompts(options.negativePrompt?.trim() ?? '', flags.no ?? '')
  const negative = asked === '' ? (defaults.negativePrompt ?? '') : asked
  const { prompt: styled, negativePrompt } = withPreset(preset, bare, negative)
  const prompt = lora === undefined ? styled : withLora(styled, lora.name, lora.weight)
  if (Math.max(prompt.length, negativePrompt.length) > promptMaxLength) {
    throw refuse(texts.refusals.promptTooLong(promptMaxLength))
  }
  const { how, suited } = howToPaint({
    option: options,
    flag: flags,
    fewSteps: fewStepsOf(loras, model),
    preset,
    server: defaults,
    model,
  })
  const settings: PaintSettings = {
    prompt,
    negativePrompt,
    promptSyntax: options.promptSyntax ?? 'a1111',
    model: model.name,
    ...how,
    ...sizeOf(options.size, flags, under),
    seed: options.seed ?? flags.seed ?? under.randomSeed(),
    count: options.count ?? flags.repeat ?? 1,
    speed: options.speed ?? flags.speed ?? preset?.speed ?? defaults.speed ?? defaultSpeed,
    ...(options.clipSkip !== undefined && { clipSkip: options.clipSkip }),
    start: startOf(options.strength, flags, under),
    variations: [],
  }
  requireRanges(settings, texts)
  return { settings, ignoredFlags: ignored, suited }
}

interface SizeUnder {
  model: ModelFacts
  defaults: PaintTerms['defaults']
  mostPixels: number
  texts: Texts
}

function sizeOf(asked: string | null, { aspect }: PromptFlags, under: SizeUnder): Size {
  const { model, defaults, mostPixels, texts } = under
  // A server's default is nobody's wish: where this model doesn't paint it, it gives way.
  const { width = model.width, height = model.height } = defaults
  const own = nearestSize({ width, height }, { multiple: model.sizeMultiple, mostPixels })
  const size = asked === null ? undefined : readSize(asked)
  if (size !== undefined) return painted(size, under)
  const ratio = asked === null ? aspect : ratioOf(asked)
  if (ratio !== undefined) return inRatio(ratio, own, under)
  if (asked === null) return own
  throw refuse(texts.refusals.badSizeOrRatio(typed(asked, sizeShown), `${own.width}x${own.height}`))
}

/** @throws {PersonError} naming the ratios that there are, for a narrower one */
function inRatio(ratio: Aspect, own: Size, { model, texts }: SizeUnder): Size {
  const multiple = model.sizeMultiple
  const size = sizeForAspect(ratio, own, multiple)
  if (isPainted(size, multiple)) return size
  const shown = `${plainNumber(ratio.width, 'en')}:${plainNumber(ratio.height, 'en')}`
  throw refuse(texts.refusals.badRatio(shown, widestAspect(own, multiple)))
}

/** @throws {PersonError} naming the nearest size, where the model paints none like this */
function painted(size: Size, { model, mostPixels, texts }: SizeUnder): Size {
  const multiple = model.sizeMultiple
  if (isPainted(size, multiple)) return size
  const shown = ({ width, height }: Size) => `${width}x${height}`
  const nearest = nearestSize(size, { multiple, mostPixels })
  throw refuse(texts.refusals.sizeNotPainted(shown(size), multiple, shown(nearest)))
}

function startOf(
  strength: number | null,
  { imageWeight }: PromptFlags,
  { startImageId, texts }: { startImageId: string | undefined; texts: Texts },
): PaintSettings['start'] {
  if (startImageId === undefined) {
    if (strength !== null) throw refuse(texts.refusals.strengthWithoutImage)
    return null
  }
  const weighed = imageWeight === undefined ? usualStrength : strengthOfImageWeight(imageWeight)
  return { imageId: startImageId, strength: strength ?? weighed }
}

/** Discord holds options to their ranges; flags in a prompt come unchecked. */
function requireRanges({ steps, guidance, seed, count }: PaintSettings, texts: Texts): void {
  const inRange = (value: number, least: number, most: number) => value >= least && value <= most
  if (!inRange(steps, minSteps, maxSteps))
    throw refuse(texts.refusals.outOfRange('--steps', minSteps, maxSteps))
  if (!inRange(guidance, minGuidance, maxGuidance))
    throw refuse(texts.refusals.outOfRange('--cfg', minGuidance, maxGuidance))
  if (!inRange(seed, 0, maxSeed)) throw refuse(texts.refusals.outOfRange('--seed', 0, maxSeed))
  if (!inRange(count, 1, maxCount)) throw refuse(texts.refusals.outOfRange('--repeat', 1, maxCount))
}

/** A seed nobody chose. */
export function randomSeed(): number {
  return Math.floor(Math.random() * (maxSeed + 1))
}
