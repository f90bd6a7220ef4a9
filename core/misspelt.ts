import { distance } from 'fastest-levenshtein'

/** Names up to this long have too many neighbours: only letters in another order count as misspelt. */
const shortLength = 6
const mostEdits = 2

/** What other programs call their own variables, and looks like one of ours. */
const others = new Set(['HTTPS_PORT', 'HTTPS_HOST', 'HTTP_PROXY', 'MODE'])

/**
 * What somebody meant by a name that nobody reads, by letters left out, added, changed or swapped.
 * @returns undefined where it is like none of the known ones
 */
export function meantBy(name: string, known: readonly string[]): string | undefined {
  if (others.has(name)) return undefined
  const letters = (text: string) => text.split('').toSorted().join('')
  return known.find((one) =>
    one.length <= shortLength
      ? letters(one) === letters(name)
      : distance(one, name.toUpperCase()) <= mostEdits,
  )
}
