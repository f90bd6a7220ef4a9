/** A part of a prompt: what the UNet said with it, and its weight. */
export interface GuidedPart {
  output: Float32Array
  weight: number
}

/**
 * Classifier-free guidance (Ho & Salimans 2022), of one part `uncond + scale · weight · (part − uncond)`, of several the sum of
 * their differences (Liu et al. 2022, "Compositional Visual Generation"). Written over the first part's output, which is returned.
 * Without `uncond`, the parts' weighted mean.
 */
export function guide(
  uncond: Float32Array | undefined,
  parts: readonly GuidedPart[],
  scale: number,
): Float32Array | undefined {
  const [first, ...others] = parts
  if (!first) return undefined
  if (!uncond) return mean(first, others)
  const { output } = first
  for (let i = 0; i < output.length; i++) {
    const base = uncond[i] ?? 0
    let sum = base + scale * first.weight * ((output[i] ?? 0) - base)
    for (const part of others) sum += scale * part.weight * ((part.output[i] ?? 0) - base)
    output[i] = sum
  }
  return output
}

function mean(first: GuidedPart, others: readonly GuidedPart[]): Float32Array {
  if (others.length === 0) return first.output
  const sum = others.reduce((total, { weight }) => total + weight, first.weight)
  const share = ({ weight }: GuidedPart) => (sum === 0 ? 1 / (others.length + 1) : weight / sum)
  const { output } = first
  for (let i = 0; i < output.length; i++) {
    output[i] = others.reduce(
      (total, part) => total + share(part) * (part.output[i] ?? 0),
      share(first) * (output[i] ?? 0),
    )
  }
  return output
}
