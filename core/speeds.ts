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
