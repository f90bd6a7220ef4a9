/** Words that hold a sentence together: whatever a model knows, nobody misses them in a picture. */
const fillers = new Set(
  'a an the and or but of in on at by to from with without into onto over under above below behind before between near beside is are was be being it its this that these those there very some any one two three four as like for up down out off'.split(
    ' ',
  ),
)

/** A text's words, lower case; numbers are none. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
}

/** Words of texts that a model has not seen, each once, as they first stand there. A plain plural counts as its singular. */
export function unknownWords(texts: readonly string[], seen: Iterable<string>): string[] {
  const known = new Set(seen)
  const isKnown = (word: string) =>
    [word, word.replace(/s$/, ''), word.replace(/es$/, '')].some((one) => known.has(one))
  const words = texts.flatMap(wordsOf).filter((word) => word.length > 1 && !fillers.has(word))
  return [...new Set(words)].filter((word) => !isKnown(word))
}
