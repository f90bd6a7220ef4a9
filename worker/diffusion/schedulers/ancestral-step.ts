const { fround, sqrt } = Math

/**
 * How an ancestral step from one sigma to the next is split, as in k-diffusion's `get_ancestral_step` with eta 1: the sampler
 * goes on to `down`, then noise of deviation `up` brings it to `to`. In float32 as torch computes it: `down` is a
 * difference of near numbers, so that the rounding shows in the timestep at the step's middle.
 */
export function ancestralStep(from: number, to: number): { up: number; down: number } {
  const fromSquared = fround(from * from)
  const toSquared = fround(to * to)
  const up = fround(sqrt(fround(fround(toSquared * fround(fromSquared - toSquared)) / fromSquared)))
  return { up, down: fround(sqrt(fround(toSquared - fround(up * up)))) }
}
