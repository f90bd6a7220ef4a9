import {
  type Comparison,
  type ComparisonAxes,
  countedUp,
  maxAxisValues,
  type PaintSettings,
  paintSettingsSchema,
} from './generation.ts'
import { schedulerNames, schedulerSlugs, type SchedulerSlug } from './schedulers.ts'
import { type Speed, speeds, defaultSpeed } from './speeds.ts'

/** The lists that a person gives for the axes of a comparison. */
export interface AxisValues {
  schedulers: SchedulerSlug[]
  steps: number[]
  guidance: number[]
  seeds: number[]
  speeds: Speed[]
}
export type AxisList = keyof AxisValues

type Cell = Comparison['cells'][number]

/** The axes of rows and columns. */
export const listsOfAxes = {
  schedulers_steps: { rows: 'schedulers', columns: 'steps' },
  guidance_seeds: { rows: 'guidance', columns: 'seeds' },
  speeds_seeds: { rows: 'speeds', columns: 'seeds' },
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
  speeds: (text) => speeds.find((speed) => speed === text.toLowerCase()),
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
  const rowsOf = {
    schedulers_steps: () => lists.schedulers.map((scheduler) => ({ ...own, scheduler })),
    guidance_seeds: () => lists.guidance.map((guidance) => ({ ...own, guidance })),
    speeds_seeds: () => lists.speeds.map((speed) => ({ ...own, speed })),
  }
  const rows: Cell[] = rowsOf[axes]()
  const columns =
    axes === 'schedulers_steps'
      ? lists.steps.map((steps) => ({ steps }))
      : lists.seeds.map((seed) => ({ seed }))
  const cells = rows.flatMap((row) => columns.map((column) => ({ ...row, ...column })))
  return withCells(base, { axes, columns: columns.length, cells })
}

/** The same comparison from another seed; where seeds are an axis, they follow each other from it. */
export function comparedAnew(settings: PaintSettings, comparison: Comparison, seed: number): PaintSettings {
  const bySeed = listsOfAxes[comparison.axes].columns === 'seeds'
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

/** The values along the axes of a comparison, each once; `speed` is that of the sheet, where its cells have none of their own. */
export function axesOf({ axes, columns, cells }: Comparison, speed: Speed = defaultSpeed): AxisValues {
  const firsts = cells.filter((_, i) => i % columns === 0)
  const top = cells.slice(0, columns)
  const { rows: rowList, columns: columnList } = listsOfAxes[axes]
  const along = (list: AxisList) =>
    list === rowList ? firsts : list === columnList ? top : cells.slice(0, 1)
  return {
    schedulers: along('schedulers').map(({ scheduler }) => scheduler),
    steps: along('steps').map((cell) => cell.steps),
    guidance: along('guidance').map((cell) => cell.guidance),
    seeds: along('seeds').map((cell) => cell.seed),
    speeds: along('speeds').map((cell) => cell.speed ?? speed),
  }
}
