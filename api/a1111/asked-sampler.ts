import type { ModelFacts } from '#core/model-facts.ts'
import { samplerHere } from '#core/sampler-names.ts'
import { schedulerNames, type SchedulerSlug } from '#core/schedulers.ts'
import { samplerOf } from '#store/png/parameters-text.ts'
import { schedulerWithEta } from './asked-eta.ts'

/** Our scheduler for a sampler and a schedule of A1111; undefined where neither is given, or nobody knows the sampler. */
export function askedSampler(
  {
    sampler,
    schedule,
    eta,
  }: { sampler: string | undefined; schedule: string | undefined; eta: number | undefined },
  model: Pick<ModelFacts, 'scheduler'>,
  note: (text: string) => void,
): SchedulerSlug | undefined {
  const name = sampler?.trim() ?? ''
  const asked = schedule?.trim() ?? ''
  if (name === '' && (asked === '' || asked.toLowerCase() === 'automatic')) return undefined
  const own = samplerOf(schedulerNames[model.scheduler]).sampler
  const here = samplerHere(name === '' ? own : name, asked)
  const written = [name, asked].filter((part) => part !== '').join(' with schedule ')
  if (here === undefined) {
    note(`sampler ${written} is not known: painted with ${schedulerNames[model.scheduler]}`)
    return undefined
  }
  if (!here.same) note(`sampler ${written} is painted with ${schedulerNames[here.slug]}, which comes nearest`)
  return schedulerWithEta(here.slug, eta, note)
}
