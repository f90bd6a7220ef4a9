import type { Emphasis } from './plan-prompt.ts'

/**
 * Multiplies each token's vector by its weight; `original` then scales all of them so that their mean is what it was
 * (stable-diffusion-webui, `modules/sd_emphasis.py`). The means are over the whole chunk, start and padding too, and over all
 * `texts`, which are what one part of a prompt is painted with, each counted as often as its schedule has it. They are added
 * up in double precision: a text encoder's mean is near 0, so that float32 would cost digits.
 *
 * @param texts the hidden states `[77, width]` of one chunk of each text, left as they are
 */
export function emphasize(
  texts: readonly { states: Float32Array; multipliers: readonly number[]; count: number }[],
  emphasis: Emphasis,
): Float32Array[] {
  const applies = emphasis === 'original' || emphasis === 'no-norm'
  const weighted = texts.some(({ multipliers }) => multipliers.some((factor) => factor !== 1))
  if (!applies || !weighted) return texts.map(({ states }) => states)
  let before = 0
  let after = 0
  for (const { states, multipliers, count } of texts) {
    const width = states.length / multipliers.length
    for (let i = 0; i < states.length; i++) {
      const value = states[i] ?? 0
      before += count * value
      after += count * value * (multipliers[Math.floor(i / width)] ?? 1)
    }
  }
  const scale = emphasis === 'original' && after !== 0 ? before / after : 1
  return texts.map(({ states, multipliers }) => {
    const width = states.length / multipliers.length
    return states.map((value, i) => value * (multipliers[Math.floor(i / width)] ?? 1) * scale)
  })
}
