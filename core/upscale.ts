import type { PaintSettings } from './generation.ts'

/** Enough noise for new detail, too little to change what is where. */
export const upscaleStrength = 0.3
/** Fewer steps than this over the picture leave the noise in. */
const leastStepsRun = 4

/** What paints a stored picture once more at a multiple of its width and height: an image-to-image pass over it. */
export function enlarged(
  settings: PaintSettings,
  image: { id: string; width: number; height: number },
  factor: number,
): Pick<PaintSettings, 'width' | 'height' | 'steps' | 'variations'> & {
  start: NonNullable<PaintSettings['start']>
} {
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
