import type { Values } from '#diffusion/session/values.ts'

/**
 * What steers the UNet, for one row. An object, so that longer prompts, a second encoder or ControlNet can be added;
 * requests share a run when these shapes agree.
 */
export interface Conditioning {
  /** The text encoder's hidden states, `[tokens, width]`. */
  readonly hiddenStates: Values
  /** The guidance scale as a vector, for UNets that have their guidance inside (`timestep_cond`). */
  readonly guidance?: Float32Array
}

/** Rows of equal shape can stand in one batch. */
export function conditioningShape({ hiddenStates }: Conditioning): string {
  return hiddenStates.dims.join('x')
}
