/**
 * White space, word characters, digits and numbers as Python's `re` and `float` know them, since prompts are read as the Python
 * programs of their authors read them. JavaScript differs: its `\s` lacks U+001C to U+001F and U+0085 and has U+FEFF, its `\b`
 * and `\d` know ASCII alone. For regular expressions with the flag `u`.
 */
export const space = String.raw`[\t\n\v\f\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`
export const wordCharacter = String.raw`[\p{L}\p{N}_]`

/** A word that stands by itself. */
export function wholeWord(word: string): RegExp {
  return new RegExp(`(?<!${wordCharacter})${word}(?!${wordCharacter})`, 'gu')
}

const spaceCharacter = new RegExp(space, 'u')
const digit = /\p{Nd}/gu

export function trimStart(text: string): string {
  let from = 0
  while (from < text.length && spaceCharacter.test(text.charAt(from))) from += 1
  return text.slice(from)
}

export function trimEnd(text: string): string {
  let to = text.length
  while (to > 0 && spaceCharacter.test(text.charAt(to - 1))) to -= 1
  return text.slice(0, to)
}

export function trim(text: string): string {
  return trimStart(trimEnd(text))
}

/** Python's `float(text)`: white space around, digits of any script, `_` between digits, `inf` and `nan`; undefined where it fails. */
export function parseFloatingPoint(text: string): number | undefined {
  const plain = asciiDigits(trim(text))
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(plain)
  if (word) {
    const value = word[2]?.toLowerCase() === 'nan' ? NaN : Infinity
    return word[1] === '-' ? -value : value
  }
  const number = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i
  return number.test(plain) ? Number(plain.replaceAll('_', '')) : undefined
}

/** Python's `int(text)`; undefined where it fails. */
export function parseInteger(text: string): number | undefined {
  const plain = asciiDigits(trim(text))
  return /^[+-]?\d+(?:_\d+)*$/.test(plain) ? Number(plain.replaceAll('_', '')) : undefined
}

/** Scripts have their ten digits in a row, some of them one row after the other. */
function asciiDigits(text: string): string {
  return text.replaceAll(digit, (character) => {
    const code = character.codePointAt(0) ?? 0
    let first = code
    while (first > 0 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1
    return String((code - first) % 10)
  })
}
