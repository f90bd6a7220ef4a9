import { nearestSize, type Size } from '#core/size.ts'

/** The largest size and the most steps that a caller may have. */
export interface Limits {
  mostPixels: number
  mostSteps: number
}

/**
 * A size that a client always sends and nobody chose (1024x1024, whatever the model), brought to what the model paints and the
 * caller may have, with a note where it had to be changed.
 */
export function fittedSize(
  asked: Size,
  { sizeMultiple }: { sizeMultiple: number },
  { mostPixels }: Limits,
  note: (text: string) => void,
): Size {
  const fitted = nearestSize(asked, { multiple: sizeMultiple, mostPixels })
  if (fitted.width !== asked.width || fitted.height !== asked.height)
    note(`size ${shown(asked)} is painted as ${shown(fitted)}`)
  return fitted
}

export function fittedSteps(asked: number, { mostSteps }: Limits, note: (text: string) => void): number {
  if (asked <= mostSteps) return asked
  note(`${asked} steps are more than this key may have: ${mostSteps} are run`)
  return mostSteps
}

function shown({ width, height }: Size): string {
  return `${width}x${height}`
}
