const runs = /(.)\1+/gu
/** Seldom or never double in ordinary words. */
const seldomDouble = /([ahijkquvwxy])\1/u
const tripled = /(.)\1\1/u
const consonant = '[bcdfghjklmnpqrstvwxz]'
/** A consonant that is double after another one, at a word's beginning, or at its end where words do not double it. */
const oddlyDouble = [
  new RegExp(`(${consonant})(?!\\1)(${consonant})\\2`, 'u'),
  new RegExp(`^(?!ll)(${consonant})\\1`, 'u'),
  /.{3}(bb|cc|dd|gg|mm|nn|pp|rr|tt)$/u,
]
const manyDoubles = 3
const mostRuns = 6

/** Whether letters of a word are repeated as nobody writes them: a letter thrice, or double where words have none. */
function isStretched(word: string): boolean {
  const doubles = word.match(runs) ?? []
  return (
    tripled.test(word) ||
    seldomDouble.test(word) ||
    oddlyDouble.some((pattern) => pattern.test(word)) ||
    doubles.length >= manyDoubles ||
    (doubles.length > 0 && doubles.join('').length === word.length)
  )
}

/** What a word with repeated letters may have been: each run of a letter once or twice. None for a word as people write it. */
export function withoutRepeats(word: string): string[] {
  if (!isStretched(word)) return []
  const count = word.match(runs)?.length ?? 0
  const all = count > mostRuns ? [0, -1] : Array.from({ length: 2 ** count }, (_, bits) => bits)
  return all.map((bits) => {
    let at = 0
    return word.replaceAll(runs, (_, letter: string) => ((bits >> at++) & 1 ? letter + letter : letter))
  })
}
