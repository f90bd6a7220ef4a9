import { lookAlikes } from './look-alikes.ts'
import { plain, plainWords } from './plain-words.ts'
import { withoutRepeats } from './repeats.ts'

/** What stands for letters in words such as `sh!t`, besides digits. */
const symbols = [...new Set(['@$!|+€', ...Object.values(lookAlikes)].join(''))]
  .filter((character) => !/[\p{L}\p{N}]/u.test(character))
  .map((character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
  .join('')
const withSymbols = new RegExp(`[\\p{L}\\p{N}${symbols}]+`, 'gu')
const hasSymbols = new RegExp(`[${symbols}]`, 'u')
/** At a word's edge these are what they seem. */
const edges = /^[!|+]+|[!|+]+$/gu
/** A word with dots or dashes in it, but no commas, which part tags. */
const divided = /[\p{L}\p{N}]+(?:[.\-_'’*~·•/+]+[\p{L}\p{N}]+)+/gu

const fewestSpelled = 3
/** A text as rules look through it: each line is words with single spaces around each. */
export interface SpokenLines {
  /** For rules about whole words. */
  words: string
  /** For what may stand inside a word: without words that were only written together, such as `bus-exit`. */
  inside: string
  /** Rows of single letters, a line each: a word may stand anywhere in them. */
  spelled: string
}

/** A text's words, and what they may have been before somebody hid them: repeated letters, spacing, symbols. */
export function spokenLines(text: string): SpokenLines {
  const simple = plain(text)
  const words = plainWords(simple)
  const symbolic = hasSymbols.test(simple)
    ? (simple.match(withSymbols) ?? [])
        .map((word) => word.replaceAll(edges, ''))
        .filter((word) => word !== '')
    : []
  const [close, loose] = joinedWords(simple)
  const spelled = spelledRows(words)
  const found = [...spelled, ...close]
  const inside = [...words, ...symbolic, ...found]
  const fewer = (list: readonly string[]) => list.flatMap(withoutRepeats)
  const lines = [words, symbolic, found, fewer(inside), words.map((word) => withoutRepeats(word)[0] ?? word)]
  return {
    inside: asLines(lines.slice(0, 4)),
    words: asLines([...lines, loose, fewer(loose)]),
    spelled: [...spelled, ...fewer(spelled)].join('\n'),
  }
}

const asLines = (lines: readonly string[][]) =>
  lines
    .filter((line) => line.length > 0)
    .map((line) => ` ${line.join(' ')} `)
    .join('\n')

const isLetter = (word: string) => /^.$/u.test(word)

/** Rows of single letters, each written together: `b l o o d`. */
function spelledRows(words: readonly string[]): string[] {
  return words
    .map((word) => (isLetter(word) ? word : ' '))
    .join('')
    .split(' ')
    .filter((row) => row.length >= fewestSpelled)
}

/** Words with dots or dashes in them, without these: those with a single letter between two, and the others. */
function joinedWords(text: string): [close: string[], loose: string[]] {
  const joined = (text.match(divided) ?? []).map((word) => plainWords(word))
  const isClose = (parts: readonly string[]) => parts.some(isLetter)
  return [
    joined.filter(isClose).map((parts) => parts.join('')),
    joined.filter((parts) => !isClose(parts)).map((parts) => parts.join('')),
  ]
}
