import { signal } from '@preact/signals'

/** Steps of the tour that cannot be read off the channel. */
export type TourStep = 'details' | 'tiers' | 'faults'

const key = 'tour-done'
const read = () => new Set((localStorage.getItem(key) ?? '').split(' ') as TourStep[])

/** What somebody in this browser has tried, in whichever tab. */
export const triedSteps = signal<ReadonlySet<TourStep>>(read())
window.addEventListener('storage', () => (triedSteps.value = read()))

export function markTried(step: TourStep): void {
  triedSteps.value = new Set([...triedSteps.value, step])
  localStorage.setItem(key, [...triedSteps.value].join(' '))
}
