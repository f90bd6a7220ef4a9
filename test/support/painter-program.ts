import { ownProcess } from '#process/own-process.ts'

/** The painter's process as workers start it: compiled, where that is done, it starts in a quarter of the time. */
export const painterProgram = ownProcess('worker/diffusion/painter/painter-process')
