import type { NoiseSource } from '#diffusion/schedulers/scheduler.ts'

/**
 * A generator whose `nth` draw (0 is the first) is turned towards another generator's by spherical interpolation, so that
 * it stays standard normal: pictures from it are kin of the first generator's. All other draws are the first generator's.
 * (Shoemake: "Animating Rotation with Quaternion Curves", SIGGRAPH 1985; A1111's variation seed is the same.)
 *
 * @param strength 0 is the first generator's draw, 1 the other's
 */
export function variedNoise(
  noise: NoiseSource,
  kin: NoiseSource,
  strength: number,
  nth: number,
): NoiseSource {
  let draws = 0
  return {
    draw(out) {
      noise.draw(out)
      if (draws++ !== nth) return
      const other = new Float32Array(out.length)
      kin.draw(other)
      interpolate(out, other, strength)
    },
  }
}

/** Replaces `from` by the point between `from` and `to` on the sphere. */
function interpolate(from: Float32Array, to: Float32Array, strength: number): void {
  const angle = Math.acos(Math.max(-1, Math.min(1, dot(from, to) / Math.sqrt(dot(from, from) * dot(to, to)))))
  const sine = Math.sin(angle)
  // Vectors this close have no plane to turn in: the straight line is the same.
  const [a, b] =
    sine < 1e-6
      ? [1 - strength, strength]
      : [Math.sin((1 - strength) * angle) / sine, Math.sin(strength * angle) / sine]
  for (let i = 0; i < from.length; i++) from[i] = a * (from[i] ?? 0) + b * (to[i] ?? 0)
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
