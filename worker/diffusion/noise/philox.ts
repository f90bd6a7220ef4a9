import type { NoiseSource } from '#diffusion/schedulers/scheduler.ts'

const rounds = 10
const twoPi = Math.fround(2 * Math.PI)

/**
 * `torch.randn` from `torch.Generator("cuda").manual_seed(seed)`, as A1111's `rng_philox.py` reproduces it: every value has a
 * Philox stream of its own (curand's `normal4`), of which one value is taken per draw. True of draws that fit the GPU's
 * grid of threads, as one image's latents do. `seed`: an integer, 0 … 2^53 − 1, all of whose bits count.
 */
export function philoxNoise(seed: number): NoiseSource {
  const key = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0] as const
  const words = new Uint32Array(4)
  let draws = 0

  return {
    draw(out) {
      for (let i = 0; i < out.length; i++) {
        words[0] = draws
        words[1] = 0
        words[2] = i
        words[3] = 0
        philox(words, key)
        out[i] = boxMuller(words[0] ?? 0, words[1] ?? 0)
      }
      draws++
    },
  }
}

/** Philox4x32-10 (Salmon et al. 2011, "Parallel Random Numbers: As Easy as 1, 2, 3"); `counter` becomes the four random words. */
export function philox(counter: Uint32Array, key: readonly [number, number]): void {
  let key0 = key[0]
  let key1 = key[1]
  let c0 = counter[0] ?? 0
  let c1 = counter[1] ?? 0
  let c2 = counter[2] ?? 0
  let c3 = counter[3] ?? 0
  for (let round = 0; round < rounds; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0)
    const low0 = Math.imul(0xd2511f53, c0)
    const high1 = multiplyHigh(0xcd9e8d57, c2)
    const low1 = Math.imul(0xcd9e8d57, c2)
    c0 = (high1 ^ c1 ^ key0) >>> 0
    c1 = low1 >>> 0
    c2 = (high0 ^ c3 ^ key1) >>> 0
    c3 = low0 >>> 0
    key0 = (key0 + 0x9e3779b9) >>> 0
    key1 = (key1 + 0xbb67ae85) >>> 0
  }
  counter[0] = c0
  counter[1] = c1
  counter[2] = c2
  counter[3] = c3
}

/** The upper 32 bits of the product of two unsigned 32-bit words, from products of 16 bits, each of which fits 32. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const low = Math.imul(aLow, bLow) >>> 16
  const middle = (Math.imul(aHigh, bLow) + low) >>> 0
  const carry = (Math.imul(aLow, bHigh) + (middle & 0xffff)) >>> 0
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) >>> 0
}

/** curand's `box_muller`, its first value. */
function boxMuller(x: number, y: number): number {
  const u = x / 2 ** 32 + 2 ** -33
  const angle = (y / 2 ** 32) * twoPi + twoPi * 2 ** -33
  return Math.sqrt(-2 * Math.log(u)) * Math.sin(angle)
}
