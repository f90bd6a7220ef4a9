/** First pause before a crashed process is started again; each further crash in a row doubles it. */
const firstMs = 500
const longestMs = 30_000
/** A process that ran for this long was well: its next crash counts as the first. */
export const steadyAfterMs = 60_000

/** The pause after the `crashesInARow`-th crash in a row (1, 2, …), in milliseconds. */
export function backOffMs(crashesInARow: number): number {
  return Math.min(firstMs * 2 ** (crashesInARow - 1), longestMs)
}
