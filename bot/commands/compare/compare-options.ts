import { type AxisList, type AxisValues, compared, listsOfAxes, readAxis } from '#core/comparison.ts'
import { PersonError } from '#core/errors.ts'
import { type ComparisonAxes, countedUp, maxAxisValues, type PaintSettings } from '#core/generation.ts'
import type { SchedulerSlug } from '#core/schedulers.ts'
import { type Speed, speeds } from '#core/speeds.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { typed } from '#messages/escape.ts'
import type { Texts } from '#messages/texts/texts.ts'
import { resolveImagine } from '#bot/request/imagine-options.ts'

/** What a person may give with `/compare`, as Discord hands it over; null is "not given". */
export interface CompareOptions extends Record<AxisList, string | null> {
  prompt: string
  axes: ComparisonAxes
  negativePrompt: string | null
  seed: number | null
  size: string | null
  speed: Speed | null
}

/** Beside the model's own. */
const usualSchedulers: SchedulerSlug[] = ['euler_a', 'ddim']
const shownLength = 60

const refuse = (text: string) => new PersonError('refused', text)

/**
 * Resolves a comparison: lists that were left out are what a model of this kind is usually tried with, and what is no axis is
 * one value for all cells, as with `/imagine`.
 * @throws {PersonError} in the person's language, when a value can't be had
 */
export function resolveCompare(
  options: CompareOptions,
  under: Omit<Parameters<typeof resolveImagine>[1], 'preset' | 'startImageId'>,
): { settings: PaintSettings; ignoredFlags: string[]; suited: ReturnType<typeof resolveImagine>['suited'] } {
  const { axes, prompt, negativePrompt, size } = options
  const { texts, model } = under
  const { rows, columns } = listsOfAxes[axes]
  const isAxis = (list: AxisList) => list === rows || list === columns
  const listed = <List extends AxisList>(list: List): AxisValues[List][number][] =>
    options[list] === null ? [] : valuesOf(list, options[list], isAxis(list) ? maxAxisValues : 1, texts)
  const lists: AxisValues = {
    schedulers: listed('schedulers'),
    steps: listed('steps'),
    guidance: listed('guidance'),
    seeds: listed('seeds'),
    speeds: listed('speeds'),
  }
  const single = <List extends AxisList>(list: List): AxisValues[List][number] | null =>
    (isAxis(list) ? undefined : lists[list][0]) ?? null
  const {
    settings: resolved,
    ignoredFlags,
    suited,
  } = resolveImagine(
    {
      prompt,
      negativePrompt,
      size,
      steps: single('steps'),
      guidance: single('guidance'),
      seed: options.seed ?? single('seeds'),
      scheduler: single('schedulers'),
      count: null,
      strength: null,
      speed: options.speed ?? single('speeds'),
    },
    { ...under, preset: undefined, startImageId: undefined },
  )
  // A sheet has one picture a cell.
  const base = { ...resolved, count: 1 }
  const repeat = resolved.count === 1 ? [] : [`--repeat ${resolved.count}`]
  const usual = usualValues(base, model)
  const filled = {
    schedulers: lists.schedulers.length > 0 ? lists.schedulers : usual.schedulers,
    steps: lists.steps.length > 0 ? lists.steps : usual.steps,
    guidance: lists.guidance.length > 0 ? lists.guidance : usual.guidance,
    seeds: lists.seeds.length > 0 ? lists.seeds : usual.seeds,
    speeds: lists.speeds.length > 0 ? lists.speeds : usual.speeds,
  }
  const settings = compared(base, axes, filled)
  if (settings.count === 1) throw refuse(texts.compare.tooFew)
  // Lists of their own say what cells are painted with.
  const alone = suited && {
    of: suited.of,
    ...(suited.steps !== undefined && !isAxis('steps') && { steps: suited.steps }),
    ...(suited.guidance !== undefined && !isAxis('guidance') && { guidance: suited.guidance }),
    ...(suited.scheduler !== undefined && !isAxis('schedulers') && { scheduler: suited.scheduler }),
  }
  return { settings, ignoredFlags: [...ignoredFlags, ...repeat], suited: alone }
}

/** Two by two of schedulers and steps, three by two of the others: enough to see a difference. */
function usualValues(base: PaintSettings, model: Pick<ModelFacts, 'scheduler'>): AxisValues {
  const { steps, guidance, seed } = base
  const others = usualSchedulers.filter((slug) => slug !== model.scheduler)
  const halves = (value: number) => Math.round(value * 2) / 2
  return {
    schedulers: [model.scheduler, ...others].slice(0, 2),
    steps: [...new Set([Math.max(1, Math.round(steps / 2)), steps])],
    guidance: [...new Set([1, Math.max(1, halves(guidance / 2)), guidance])],
    seeds: [seed, countedUp(seed, 1)],
    speeds: [...speeds],
  }
}

function valuesOf<List extends AxisList>(
  list: List,
  text: string,
  most: number,
  { compare: texts }: Texts,
): AxisValues[List][number][] {
  const it = readAxis(list, text, most)
  if ('values' in it) return it.values
  const { refusal } = it
  switch (refusal.why) {
    case 'none':
      throw refuse(texts.none(list))
    case 'too many':
      throw refuse(texts.tooMany(list, refusal.most))
    case 'twice':
      throw refuse(texts.twice(typed(refusal.value, shownLength)))
    case 'wrong':
      throw refuse(texts.wrong[list](typed(refusal.value, shownLength)))
  }
}
