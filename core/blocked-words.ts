/** Scripts that put no space between words: a blocked word is looked for inside the text there. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/**
 * A text as its words with single spaces around each: without case, diacritics, invisible characters and punctuation.
 * Unicode's compatibility decomposition also undoes full-width and mathematical letters.
 */
function words(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    // Upper case first: ß becomes SS, and ſ becomes S.
    .toUpperCase()
    .toLowerCase()
  return ` ${plain.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
}

/** How a blocked word is kept and compared; an empty one blocks nothing. */
export function blockedWordKey(word: string): string {
  return words(word).trim()
}

/** The first blocked word, or phrase, that stands in a prompt as a whole word. */
export function findBlockedWord(prompt: string, blocked: readonly string[]): string | undefined {
  if (blocked.length === 0) return undefined
  const text = words(prompt)
  return blocked.find((word) => {
    const key = blockedWordKey(word)
    return key !== '' && text.includes(unspaced.test(key) ? key : ` ${key} `)
  })
}
