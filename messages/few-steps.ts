import type { Suited } from '#core/how-to-paint.ts'
import { schedulerNames } from '#core/schedulers.ts'
import { typed } from './escape.ts'
import { plainNumber } from './numbers.ts'
import { textsFor } from './texts/texts.ts'

const nameShown = 100

/** What was taken because a LoRA or a model was made for few steps and nothing else was asked; undefined where nothing was. */
export function fewStepsText(suited: Suited | undefined, locale: string): string | undefined {
  if (suited === undefined) return undefined
  const { of, steps, guidance, scheduler } = suited
  const { loras, compare } = textsFor(locale)
  const taken = [
    ...(steps === undefined ? [] : [compare.labels.steps(String(steps))]),
    ...(guidance === undefined ? [] : [compare.labels.guidance(plainNumber(guidance, locale))]),
    ...(scheduler === undefined ? [] : [schedulerNames[scheduler]]),
  ]
  return taken.length === 0 ? undefined : loras.fewSteps(typed(of, nameShown), taken.join(', '))
}
