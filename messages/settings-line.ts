import type { AxisList } from '#core/comparison.ts'
import type { PaintSettings } from '#core/generation.ts'
import { schedulerNames } from '#core/schedulers.ts'
import { defaultSpeed } from '#core/speeds.ts'
import { valuesOf } from './comparison.ts'
import { shorten } from './escape.ts'
import { plainNumber } from './numbers.ts'
import { textsFor } from './texts/texts.ts'

/** A model's path must not become the longest part of the line. */
const nameMaxLength = 100
const negativeMaxLength = 300

/** What of the UNet's work was done. */
export interface ShownRuns {
  run: number
  full: number
}

/**
 * How a picture was made, as one small line below it: "512×512 · 20 steps · guidance 7.5 · seed 42 · DPM++ 2M Karras · dragon-mini",
 * and what it must not show, as a second. For a footer, where nothing is markup.
 */
export function settingsLine(settings: PaintSettings, locale: string, runs?: ShownRuns): string {
  const texts = textsFor(locale)
  const { labels } = texts.compare
  const { comparison, width, height, steps, guidance, seed, scheduler, model, start, negativePrompt } =
    settings
  const { speed = defaultSpeed, clipSkip = 1 } = settings
  /** Of a sheet, all values of the list. */
  const shown = (list: AxisList, value: string) =>
    comparison === undefined ? value : valuesOf(comparison, list, locale)
  const speedShown =
    comparison?.axes === 'speeds_seeds' ? valuesOf(comparison, 'speeds', locale) : texts.speeds.names[speed]
  const withRuns = (name: string) =>
    runs === undefined ? name : texts.speeds.withRuns(name, runs.run, runs.full)
  const parts = [
    `${width}×${height}`,
    labels.steps(shown('steps', String(steps))),
    labels.guidance(shown('guidance', plainNumber(guidance, locale))),
    labels.seeds(shown('seeds', String(seed))),
    shown('schedulers', schedulerNames[scheduler]),
    ...(speed === defaultSpeed && comparison?.axes !== 'speeds_seeds' ? [] : [withRuns(speedShown)]),
    shorten(model, nameMaxLength),
    ...(clipSkip === 1 ? [] : [texts.settings.clipSkip(clipSkip)]),
    ...(start?.upscaler === undefined
      ? []
      : [texts.settings.upscaler(shorten(start.upscaler, nameMaxLength))]),
  ]
  const negative = negativePrompt.trim()
  return negative === ''
    ? parts.join(' · ')
    : `${parts.join(' · ')}\n${texts.settings.without(shorten(negative, negativeMaxLength))}`
}
