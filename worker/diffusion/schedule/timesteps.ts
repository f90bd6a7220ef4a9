/** numpy.round: halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1
  return floor % 2 === 0 ? floor : floor + 1
}

/** numpy.linspace(start, stop, count). */
export function linspace(start: number, stop: number, count: number): Float64Array {
  const step = count > 1 ? (stop - start) / (count - 1) : 0
  return Float64Array.from({ length: count }, (_, i) =>
    i === count - 1 && count > 1 ? stop : i * step + start,
  )
}

/** `count` timesteps, the noisiest first, from `numTrainTimesteps` − 1 down to 0, both included: may be fractional. */
export function linspaceTimesteps(numTrainTimesteps: number, count: number): Float64Array {
  return linspace(0, numTrainTimesteps - 1, count).toReversed()
}

/** Multiples of `numTrainTimesteps / count` rounded down, plus `offset`, the noisiest first. */
export function leadingTimesteps(numTrainTimesteps: number, count: number, offset: number): Float64Array {
  const ratio = Math.floor(numTrainTimesteps / count)
  return Float64Array.from({ length: count }, (_, i) => (count - 1 - i) * ratio + offset)
}

/**
 * From `last` − 1 down in steps of `numTrainTimesteps / count`, whole numbers. (Where numpy's `arange` rounds up to one
 * timestep more, which would be −1, that one is left out.)
 */
export function trailingTimesteps(
  numTrainTimesteps: number,
  count: number,
  last = numTrainTimesteps,
): Float64Array {
  const ratio = numTrainTimesteps / count
  const length = Math.min(count, Math.ceil(last / ratio))
  return Float64Array.from({ length }, (_, i) => roundHalfEven(last - i * ratio) - 1)
}
