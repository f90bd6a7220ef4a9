import type { NoiseSource } from '#diffusion/schedulers/scheduler.ts'
import { log, writePair } from './box-muller.ts'
import { MersenneTwister } from './mersenne-twister.ts'

const block = 16
const half = block / 2
const twoPi = Math.fround(2 * Math.PI)

/**
 * `torch.randn` from `torch.Generator("cpu").manual_seed(seed)` (ATen/native/cpu/DistributionTemplates.h, `normal_fill` and
 * ATen/core/DistributionsHelper.h, `normal_distribution`), within 1e-6 of torch. `seed`: any integer; its low 32 bits count.
 */
export function torchNoise(seed: number): NoiseSource {
  const words = new MersenneTwister(seed)
  /** The second value of the last pair that `fillFew` made; it outlives the call, and longer draws leave it alone. */
  let spare: number | undefined

  /** 53 random bits: a float64 in [0, 1). The high word is drawn first; of it 21 bits count. */
  const uniformDouble = () => {
    const high = words.word() & 0x1fffff
    return (high * 2 ** 32 + (words.word() >>> 0)) / 2 ** 53
  }

  /** Draws of at least 16: uniform values, then Box–Muller in blocks of 16, in float32. */
  function fillMany(out: Float32Array) {
    words.fillUniform(out, 0)
    for (let i = 0; i + block <= out.length; i += block) transform(out, i)
    if (out.length % block === 0) return
    // What is left over is made by drawing the last 16 anew.
    const last = out.length - block
    words.fillUniform(out, last)
    transform(out, last)
  }

  /** Draws of fewer than 16: float64 pairs, one value at a time. */
  function fillFew(out: Float32Array) {
    for (let i = 0; i < out.length; i++) {
      if (spare !== undefined) {
        out[i] = spare
        spare = undefined
        continue
      }
      const angle = 2 * Math.PI * uniformDouble()
      const radius = Math.sqrt(-2 * Math.log1p(-uniformDouble()))
      out[i] = radius * Math.cos(angle)
      spare = radius * Math.sin(angle)
    }
  }

  return { draw: (out) => (out.length >= block ? fillMany(out) : fillFew(out)) }
}

/** Sixteen uniform values from `start` on become normal: value j gives the radius of the pair (j, j + 8), value j + 8 its angle. */
function transform(values: Float32Array, start: number) {
  for (let j = start; j < start + half; j++) {
    // 1 − u, of which u has 24 bits, as a whole number of 2^-24.
    const logarithm = Math.min(log((1 - (values[j] ?? 0)) * 2 ** 24) - 24 * Math.LN2, 0)
    const angle = Math.fround(twoPi * (values[j + half] ?? 0))
    writePair(values, j, j + half, Math.sqrt(-2 * Math.fround(logarithm)), angle)
  }
}
