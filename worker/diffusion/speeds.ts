/** How much of the work is done: all of it, or less for nearly the same picture. Slugs of the public contract. */
export const speeds = ['exact', 'fast', 'draft'] as const

export type Speed = (typeof speeds)[number]
