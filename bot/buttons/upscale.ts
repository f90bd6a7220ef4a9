import type { Button } from '#bot/component.ts'
import { type Original, repaintRequest } from '#bot/repaint.ts'
import type { PaintSettings } from '#core/generation.ts'

/** Enough noise for new detail, too little to change what is where. */
const upscaleStrength = 0.3
/** Fewer steps than this over the picture leave the noise in. */
const leastStepsRun = 4

/** An image-to-image pass over the picture at a multiple of its size. */
export function enlarged({ image, settings }: Original, factor: number): Partial<PaintSettings> {
  return {
    width: toMultipleOf8(image.width * factor),
    height: toMultipleOf8(image.height * factor),
    start: { imageId: image.id, strength: upscaleStrength },
    steps: Math.max(settings.steps, Math.ceil(leastStepsRun / upscaleStrength)),
    variations: [],
  }
}

function toMultipleOf8(pixels: number): number {
  return Math.round(pixels / 8) * 8
}

export const upscale: Button = {
  acknowledge: 'picture',
  action: 'upscale',
  request: (interaction, imageId, deps) =>
    repaintRequest(interaction, imageId, deps, 'upscale', (original) => enlarged(original, 2)),
}
