import type { Button } from '#bot/contract/component.ts'
import { randomSeed } from '#bot/request/imagine-options.ts'
import { repaintRequest } from '#bot/pictures/repaint.ts'
import { maxCount, type PaintSettings, variationStrengths } from '#core/generation.ts'

/** One more turn of a picture's noise. */
export function turned(settings: PaintSettings, strength: number): Pick<PaintSettings, 'variations'> {
  return { variations: [...settings.variations, { seed: randomSeed(), strength }] }
}

/** Kin of this picture, close to it. */
export const vary: Button = {
  acknowledge: 'picture',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'vary', ({ settings }) =>
      turned(settings, variationStrengths.subtle),
    ),
}

/** `V1`–`V4`: a grid of kin of one picture. */
export const varyGrid: Button = {
  acknowledge: 'picture',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'vary', ({ settings }) => ({
      ...turned(settings, variationStrengths.subtle),
      count: maxCount,
    })),
}
