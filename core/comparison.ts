import {
  type Comparison,
  type ComparisonAxes,
  countedUp,
  maxAxisValues,
  type PaintSettings,
  paintSettingsSchema,
} from './generation.ts'
import { schedulerNames, schedulerSlugs, type SchedulerSlug } from './schedulers.ts'

/** The lists that a person gives for the axes of a comparison. */
export interface AxisValues {
  schedulers: SchedulerSlug[]
  steps: number[]
  guidance: number[]
  seeds: number[]
}
export type AxisList = keyof AxisValues

/** The axes of rows and columns. */
export const listsOfAxes = {
  schedulers_steps: { rows: 'schedulers', columns: 'steps' },
  guidance_seeds: { rows: 'guidance', columns: 'seeds' },
} as const satisfies Record<ComparisonAxes, { rows: AxisList; columns: AxisList }>

/** A fault in a list; `value` as it was typed. */
export type AxisRefusal =
  | { why: 'wrong'; value: string }
  | { why: 'twice'; value: string }
  | { why: 'too many'; most: number }
  | { why: 'none' }

/** "DPM++ 2M Karras", `dpmpp_2m_karras` and "dpm++2m karras" are one. */
const schedulerKey = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('+', 'p')
    .replaceAll(/[\s_-]/g, '')
const schedulersByKey = new Map(
  schedulerSlugs.flatMap((slug) => [
    [schedulerKey(slug), slug],
    [schedulerKey(schedulerNames[slug]), slug],
  ]),
)

const { steps, guidance, seed } = paintSettingsSchema.shape
const within = (schema: typeof steps) => (text: string) => {
  const parsed = schema.safeParse(/^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : undefined)
  return parsed.success ? parsed.data : undefined
}
const readers: { [List in AxisList]: (text: string) => AxisValues[List][number] | undefined } = {
  schedulers: (text) => schedulersByKey.get(schedulerKey(text)),
  steps: within(steps),
  guidance: within(guidance),
  seeds: within(seed),
}

/**
 * The values of a list such as `8, 20`, at most `most`. Semicolons separate values too, and then a comma may be a decimal comma;
 * numbers may also be separated by spaces.
 */
export function readAxis<List extends AxisList>(
  list: List,
  text: string,
  most: number = maxAxisValues,
): { values: AxisValues[List][number][] } | { refusal: AxisRefusal } {
  const between = text.includes(';') ? /;/ : list === 'schedulers' ? /,/ : /[\s,]+/
  const parts = text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 0) return { refusal: { why: 'none' } }
  if (parts.length > most) return { refusal: { why: 'too many', most } }
  const values: AxisValues[List][number][] = []
  for (const part of parts) {
    const value = readers[list](part)
    if (value === undefined) return { refusal: { why: 'wrong', value: part } }
    if (values.includes(value)) return { refusal: { why: 'twice', value: part } }
    values.push(value)
  }
  return { values }
}

/** The settings that paint a comparison: `base` in every cell, but for what the axes say. */
export function compared(base: PaintSettings, axes: ComparisonAxes, lists: AxisValues): PaintSettings {
  const { scheduler, steps, guidance, seed } = base
  const own = { scheduler, steps, guidance, seed }
  const cells =
    axes === 'schedulers_steps'
      ? lists.schedulers.flatMap((scheduler) => lists.steps.map((steps) => ({ ...own, scheduler, steps })))
      : lists.guidance.flatMap((guidance) => lists.seeds.map((seed) => ({ ...own, guidance, seed })))
  return withCells(base, { axes, columns: lists[listsOfAxes[axes].columns].length, cells })
}

/** The same comparison from another seed; where seeds are an axis, they follow each other from it. */
export function comparedAnew(settings: PaintSettings, comparison: Comparison, seed: number): PaintSettings {
  const bySeed = comparison.axes === 'guidance_seeds'
  const cells = comparison.cells.map((cell, i) => ({
    ...cell,
    seed: bySeed ? countedUp(seed, i % comparison.columns) : seed,
  }))
  return withCells(settings, { ...comparison, cells })
}

/** A comparison's own settings are its first cell's, but with the most steps of any cell: limits are checked against them. */
function withCells(settings: PaintSettings, comparison: Comparison): PaintSettings {
  const { cells } = comparison
  return {
    ...settings,
    ...cells[0],
    steps: Math.max(...cells.map((cell) => cell.steps)),
    count: cells.length,
    variations: [],
    comparison,
  }
}

/** The values along the axes of a comparison, each once. */
export function axesOf({ axes, columns, cells }: Comparison): AxisValues {
  const firsts = cells.filter((_, i) => i % columns === 0)
  const top = cells.slice(0, columns)
  const [first] = cells
  const only = { schedulers: [], steps: [], guidance: [], seeds: [] }
  if (first === undefined) return only
  return axes === 'schedulers_steps'
    ? {
        schedulers: firsts.map(({ scheduler }) => scheduler),
        steps: top.map((cell) => cell.steps),
        guidance: [first.guidance],
        seeds: [first.seed],
      }
    : {
        schedulers: [first.scheduler],
        steps: [first.steps],
        guidance: firsts.map((cell) => cell.guidance),
        seeds: top.map((cell) => cell.seed),
      }
}
