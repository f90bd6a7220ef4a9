import { type AxisList, type AxisValues, axesOf, listsOfAxes } from '#core/comparison.ts'
import type { Comparison } from '#core/generation.ts'
import { schedulerNames } from '#core/schedulers.ts'
import { plainNumber } from './numbers.ts'
import { textsFor } from './texts/texts.ts'

/** What stands beside the rows and above the columns of a sheet. */
export interface SheetLabels {
  rows: string[]
  columns: string[]
}

export function sheetLabels(comparison: Comparison, locale: string): SheetLabels {
  const { rows, columns } = listsOfAxes[comparison.axes]
  const values = axesOf(comparison)
  return { rows: labelsOf(rows, values, locale), columns: labelsOf(columns, values, locale) }
}

/** One cell in words: "Euler a · 8 steps". */
export function cellLabel(comparison: Comparison, index: number, locale: string): string {
  const { rows, columns } = sheetLabels(comparison, locale)
  const row = rows[Math.floor(index / comparison.columns)] ?? ''
  return `${row} · ${columns[index % comparison.columns] ?? ''}`
}

/** The values of a list as people read them, without saying what they are. */
export function valuesOf(comparison: Comparison, list: AxisList, locale: string): string {
  const { schedulers, speeds, ...numbers } = axesOf(comparison)
  if (list === 'schedulers') return schedulers.map((slug) => schedulerNames[slug]).join(', ')
  return list === 'speeds'
    ? speeds.map((speed) => textsFor(locale).speeds.names[speed]).join(', ')
    : numbers[list].map((value) => plainNumber(value, locale)).join(', ')
}

function labelsOf(list: AxisList, { schedulers, speeds, ...numbers }: AxisValues, locale: string): string[] {
  if (list === 'schedulers') return schedulers.map((slug) => schedulerNames[slug])
  if (list === 'speeds') return speeds.map((speed) => textsFor(locale).speeds.names[speed])
  const label = textsFor(locale).compare.labels[list]
  return numbers[list].map((value) => label(plainNumber(value, locale)))
}
