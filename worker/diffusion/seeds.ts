const seedRange = 2 ** 32

/**
 * The seed of image `index`. People's seeds are 32 bits and wrap, as torch takes them; the engine also takes larger ones, which
 * CUDA's generator tells apart.
 */
export function countedUp(seed: number, index: number): number {
  return seed < seedRange ? (seed + index) % seedRange : seed + index
}
