import type { PaintSettings } from './generation.ts'

/** Enough noise for new detail, too little to change what is where. */
export const upscaleStrength = 0.3
/** Fewer steps than this over the picture leave the noise in. */
const leastStepsRun = 4

/**
 * The request that paints a stored picture again at `factor` times its width and height, to the nearest `multiple` of pixels that
 * its model paints: an image-to-image pass over it.
 */
export function enlarged(
  settings: PaintSettings,
  image: { id: string; width: number; height: number },
  factor: number,
  multiple: number,
): Pick<PaintSettings, 'width' | 'height' | 'steps' | 'variations'> & {
  start: NonNullable<PaintSettings['start']>
} {
  return {
    width: Math.round((image.width * factor) / multiple) * multiple,
    height: Math.round((image.height * factor) / multiple) * multiple,
    start: { imageId: image.id, strength: upscaleStrength },
    steps: enoughSteps(settings.steps),
    variations: [],
  }
}

/** The request that enlarges a stored picture by an upscaler: nothing is painted over it. */
export function upscaledBy(
  image: { id: string; width: number; height: number },
  { name, factor }: { name: string; factor: number },
): Pick<PaintSettings, 'width' | 'height' | 'start' | 'variations'> {
  return {
    width: image.width * factor,
    height: image.height * factor,
    start: { imageId: image.id, strength: 0, upscaler: name },
    variations: [],
  }
}

/**
 * The settings of another picture like this one. For a picture that an upscaler alone made, another seed or prompt would change
 * nothing: it is painted over, as `Upscale` does.
 */
export function repaintable(settings: PaintSettings): PaintSettings {
  const { start, steps } = settings
  if (start === null || start.strength > 0) return settings
  return { ...settings, start: { ...start, strength: upscaleStrength }, steps: enoughSteps(steps) }
}

function enoughSteps(steps: number): number {
  return Math.max(steps, Math.ceil(leastStepsRun / upscaleStrength))
}
