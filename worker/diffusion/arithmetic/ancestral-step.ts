const { fround, sqrt } = Math

/**
 * How an ancestral step from one sigma to the next is split, as in k-diffusion's `get_ancestral_step` with eta 1: the sampler
 * goes on to `down`, then noise of deviation `up` brings it to `to`.
 * In float32, as diffusers has it: where one sigma is a small part of the other, `down` is a difference of nearly equal numbers.
 */
export function ancestralStep(from: number, to: number): { up: number; down: number } {
  const [from2, to2] = [fround(from * from), fround(to * to)]
  const up = fround(sqrt(fround(fround(to2 * fround(from2 - to2)) / from2)))
  return { up, down: fround(sqrt(Math.max(fround(to2 - fround(up * up)), 0))) }
}
