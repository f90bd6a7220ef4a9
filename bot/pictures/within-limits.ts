import type { PaintSettings } from '#core/generation.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import type { SettingChange } from '#core/setting-change.ts'
import { nearestSize } from '#core/size.ts'

/**
 * A picture's settings at the largest size of its proportions that the person may have here, in multiples of `multiple` pixels.
 * Its own size where it may be had; `changes` says the other.
 */
export function withinLimits<Settings extends Pick<PaintSettings, 'width' | 'height'>>(
  settings: Settings,
  { mostPixels }: Pick<PaintTerms, 'mostPixels'>,
  multiple: number,
): { settings: Settings; changes: SettingChange[] } {
  const { width, height } = settings
  if (width * height <= mostPixels.value) return { settings, changes: [] }
  const size = nearestSize({ width, height }, { multiple, mostPixels: mostPixels.value })
  const asked = `${width}×${height}`
  const used = `${size.width}×${size.height}`
  return {
    settings: { ...settings, ...size },
    changes: [{ setting: 'size', asked, used, because: 'limit' }],
  }
}

/** In what steps the picture's model has its sizes; all models here can do 64. */
export function sizeMultipleOf(
  { model }: Pick<PaintSettings, 'model'>,
  models: readonly ModelFacts[],
): number {
  return models.find(({ name }) => name === model)?.sizeMultiple ?? 64
}
