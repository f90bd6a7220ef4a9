import type { Suits } from '#core/extra-networks.ts'
import { schedulerNames } from '#core/schedulers.ts'
import { typed } from './escape.ts'
import { plainNumber } from './numbers.ts'
import { textsFor } from './texts/texts.ts'

const namesShown = 100

/** What was taken because a LoRA or a model was made for few steps and nothing else was asked; undefined where nothing was. */
export function fewStepsText(
  { steps, guidance, scheduler }: Pick<Suits, 'steps' | 'guidance' | 'scheduler'>,
  names: readonly string[],
  locale: string,
): string | undefined {
  const { loras, compare } = textsFor(locale)
  const taken = [
    ...(steps === undefined ? [] : [compare.labels.steps(String(steps))]),
    ...(guidance === undefined ? [] : [compare.labels.guidance(plainNumber(guidance, locale))]),
    ...(scheduler === undefined ? [] : [schedulerNames[scheduler]]),
  ]
  return taken.length === 0
    ? undefined
    : loras.fewSteps(typed(names.join(', '), namesShown), taken.join(', '))
}
