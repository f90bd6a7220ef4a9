import { z } from 'zod'

/**
 * How much of the work is done for a picture: all of it, or less for nearly the same picture. The engine has the same list
 * (`worker/diffusion/speeds.ts`); `worker/speeds.test.ts` holds the two together.
 */
export const speeds = ['exact', 'fast', 'draft'] as const
export type Speed = (typeof speeds)[number]

export const speedSchema = z.enum(speeds)

/** For a request that names none. */
export const defaultSpeed: Speed = 'exact'

/** UNet rows that are run, of Exact's, at 20 steps with guidance; the engine's plan decides (`worker/diffusion/engine/run-plan.ts`). */
export const speedRowsShare: Readonly<Record<Speed, number>> = { exact: 1, fast: 0.5, draft: 0.3 }

/** Of so few steps all are run. */
const fewSteps = 6
/** Of more, the first and the last ones are always run, so the share falls as steps grow in number: `least + more / steps`. */
const shareOf = { fast: { least: 0.37, more: 1.9 }, draft: { least: 0.15, more: 2.4 } } as const

/** The same for a picture of so many steps, as the engine plans it, give or take a row (`worker/speeds.test.ts`). */
export function rowsShare(speed: Speed, steps: number): number {
  if (speed === 'exact' || steps <= fewSteps) return 1
  const { least, more } = shareOf[speed]
  return Math.min(1, Math.max(speedRowsShare[speed], least + more / steps))
}
