import { signal } from '@preact/signals'

/** Steps of the tour that cannot be read off the channel. */
const steps = ['details', 'tiers', 'faults'] as const
export type TourStep = (typeof steps)[number]

const key = 'tour-done'
function read(): Set<TourStep> {
  const kept = (localStorage.getItem(key) ?? '').split(' ')
  return new Set(steps.filter((step) => kept.includes(step)))
}

/** The steps of the tour that were done in this browser, in any of its tabs. */
export const triedSteps = signal<ReadonlySet<TourStep>>(read())
window.addEventListener('storage', () => (triedSteps.value = read()))

export function markTried(step: TourStep): void {
  triedSteps.value = new Set([...triedSteps.value, step])
  localStorage.setItem(key, [...triedSteps.value].join(' '))
}
