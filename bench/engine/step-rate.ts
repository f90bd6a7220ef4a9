/** Events closer together than this, in milliseconds, have arrived at once: they were held up, by us or on their way. */
const atOnceMs = 2

/**
 * Steps a second. Of steps that are reported at once only the last has its time, so it is counted from the last of the first report to
 * the last of the last one. Where everything arrived at once there is but the time of the whole, which is too slow a rate, never too
 * fast a one.
 *
 * @param arrivals when each step of each request was heard of, in milliseconds, in any order
 * @param wholeMs from the first request to the last picture
 */
export function stepRate(arrivals: readonly number[], wholeMs: number): number {
  const times = arrivals.toSorted((a, b) => a - b)
  const firstGap = times.findIndex((time, i) => (times[i + 1] ?? time) - time >= atOnceMs)
  const start = times[firstGap]
  const end = times.at(-1)
  if (start === undefined || end === undefined) return (times.length * 1000) / wholeMs
  return ((times.length - 1 - firstGap) * 1000) / (end - start)
}
