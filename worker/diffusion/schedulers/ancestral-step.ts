/**
 * How an ancestral step from one sigma to the next is split, as in k-diffusion's `get_ancestral_step` with eta 1: the sampler
 * goes on to `down`, then noise of deviation `up` brings it to `to`.
 */
export function ancestralStep(from: number, to: number): { up: number; down: number } {
  const up = Math.sqrt((to ** 2 * (from ** 2 - to ** 2)) / from ** 2)
  return { up, down: Math.sqrt(to ** 2 - up ** 2) }
}
