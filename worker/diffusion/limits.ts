/** What the engine takes; people are held to narrower limits before (core/). */
export const minSteps = 1
export const maxSteps = 1000
/** Pixels a side. */
export const sideMultiple = 8
export const minSide = sideMultiple
export const maxSide = 8192
export const maxCount = 64
