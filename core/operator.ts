import { z } from 'zod'
import type { Config } from './config.ts'
import { maxSteps, minSteps } from './generation.ts'
import { minPixels } from './size.ts'
import type { Ceilings } from './tiers.ts'

/** Whether requests are taken: `draining` refuses new ones too, because the house is about to be restarted. */
export const operatorModes = ['open', 'paused', 'draining'] as const
export type OperatorMode = (typeof operatorModes)[number]

/** Ceilings that an owner changed at run time; the others stay as configured. */
export const ceilingChangesSchema = z
  .object({
    picturesPerPersonPerDay: z.number().int().min(0),
    picturesPerServerPerDay: z.number().int().min(0),
    steps: z.number().int().min(minSteps).max(maxSteps),
    pixels: z.number().int().min(minPixels),
    weight: z.number().positive(),
    waitingPerPerson: z.number().int().min(1),
    waiting: z.number().int().min(1),
  })
  .partial()
export type CeilingChanges = z.infer<typeof ceilingChangesSchema>

/** The owners' decisions at run time. */
export interface OperatorState {
  mode: OperatorMode
  /** The owners' message to people who are refused while requests are paused. */
  reason: string | null
  ceilings: CeilingChanges
}

export const initialOperatorState: OperatorState = { mode: 'open', reason: null, ceilings: {} }

/** The ceilings that hold now. */
export function ceilingsNow(config: Config, operator: OperatorState): Ceilings {
  const c = operator.ceilings
  const of = config.ceilings
  return {
    picturesPerPersonPerDay: c.picturesPerPersonPerDay ?? of.picturesPerPersonPerDay,
    picturesPerServerPerDay: c.picturesPerServerPerDay ?? of.picturesPerServerPerDay,
    steps: c.steps ?? of.steps,
    pixels: c.pixels ?? of.pixels,
    weight: c.weight ?? of.weight,
    waitingPerPerson: c.waitingPerPerson ?? of.waitingPerPerson,
    waiting: c.waiting ?? of.waiting,
  }
}
