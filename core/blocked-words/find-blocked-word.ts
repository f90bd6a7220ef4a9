import { formsOf } from './forms.ts'
import { lookAlikes } from './look-alikes.ts'
import { type BlockedRule, fewestLettersInside, isUnspaced, readStoredRule, storedRule } from './rule.ts'
import { type SpokenLines, spokenLines } from './spoken-lines.ts'

/** Digits and signs that are written for letters. */
const leet: Readonly<Record<string, string>> = {
  a: '4@',
  b: '8',
  e: '3€',
  g: '69',
  i: '1!|',
  l: '1|',
  o: '0',
  s: '5$',
  t: '7+',
  z: '2',
}
/** So many letters a word needs beside its digits: 50s are not sos. */
const fewestRealLetters = 2

/** The Latin letters that another one may have been written for. */
const latin = new Map<string, string>()
for (const [letter, alike] of Object.entries(lookAlikes)) {
  for (const character of alike) latin.set(character, (latin.get(character) ?? '') + letter)
}

export interface FoundWord {
  rule: BlockedRule
  /** What of the text it was, as it was understood: `bl00d`. */
  found: string
}

/** The first rule of `stored` that a text breaks. */
export function findBlockedWord(text: string, stored: readonly string[]): FoundWord | undefined {
  if (stored.length === 0) return undefined
  const lines = spokenLines(text)
  for (const one of stored) {
    const rule = readStoredRule(one)
    const [found] = wordsFound(rule, lines)
    if (found !== undefined) return { rule, found }
  }
  return undefined
}

/** All that a rule finds in a text, as often as it stands there. */
export function* wordsFound(rule: BlockedRule, lines: SpokenLines): Generator<string> {
  const pattern = patternOf(rule)
  if (pattern === undefined) return
  const letters = rule.text.replaceAll(/[^\p{L}\p{N}]/gu, '')
  const hidden = letters.length >= fewestLettersInside && lines.spelled !== ''
  const found = [
    ...lines[rule.kind === 'anywhere' ? 'inside' : 'words'].matchAll(pattern.words),
    ...(hidden ? lines.spelled.matchAll(pattern.spelled) : []),
  ]
  for (const [word] of found) if (isMeant(word, letters)) yield word
}

interface Pattern {
  /** At words' edges, but for rules that are looked for anywhere. */
  words: RegExp
  /** Among single letters in a row, where no word has edges. */
  spelled: RegExp
}

const patterns = new Map<string, Pattern>()
/** Some hundred servers with many rules. */
const mostPatterns = 20_000

function patternOf(rule: BlockedRule): Pattern | undefined {
  if (rule.text === '') return undefined
  const key = storedRule(rule)
  const known = patterns.get(key)
  if (known !== undefined) return known
  if (patterns.size >= mostPatterns) patterns.clear()
  const made = compile(rule)
  patterns.set(key, made)
  return made
}

function compile(rule: BlockedRule): Pattern {
  // Two letters and a digit or two are what people write anyway: 4k, 3d.
  const hidden = rule.text.replaceAll(/[^\p{L}\p{N}]/gu, '').length >= fewestLettersInside
  const spell = (text: string) => Array.from(text, (character) => anyOf(character, hidden)).join('')
  const source = sourceOf(rule, spell)
  const bounded = rule.kind !== 'anywhere' && !isUnspaced(rule.text)
  return {
    words: new RegExp(bounded ? `(?<= )${source}(?= )` : source, 'gu'),
    spelled: new RegExp(source, 'gu'),
  }
}

function sourceOf({ kind, text }: BlockedRule, spell: (text: string) => string): string {
  if (kind === 'wildcard') return globOf(text, spell)
  if (kind !== 'stem') return spell(text)
  const before = text.slice(0, text.lastIndexOf(' ') + 1)
  const forms = formsOf(text.slice(before.length)).map(
    ({ beginning, endings }) => `${spell(beginning)}(?:${endings.map(spell).join('|')})`,
  )
  return `${spell(before)}(?:${forms.join('|')})`
}

/**
 * Each part between asterisks is taken where it first stands, and never elsewhere: so nothing is tried twice, however many
 * asterisks there are. A word's last part stands at its end.
 */
function globOf(text: string, spell: (text: string) => string): string {
  let group = 0
  const words = text.split(' ').map((word) => {
    const [first = '', ...parts] = word.split('*')
    const last = parts.pop()
    if (last === undefined) return spell(first)
    const middle = parts.map((part) => {
      group += 1
      return `(?=([^ \\n]*?${spell(part)}))\\${group}`
    })
    return String.raw`${spell(first)}${middle.join('')}[^ \n]*${spell(last)}`
  })
  return words.join(' ')
}

/** All that a letter of a rule is found in. */
function anyOf(character: string, hidden: boolean): string {
  if (character === '?') return String.raw`[^ \n]`
  const letters = character + (latin.get(character) ?? '')
  const all = Array.from(letters).flatMap((letter) => [
    letter,
    ...Array.from(lookAlikes[letter] ?? ''),
    ...Array.from(hidden ? (leet[letter] ?? '') : ''),
  ])
  const only = [...new Set(all)]
  return only.length === 1 ? escaped(character) : `[${only.map(escaped).join('')}]`
}

const escaped = (character: string) =>
  /[\w ]/.test(character) ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`

/** Digits in a word hide it only where letters are left of it. */
function isMeant(found: string, letters: string): boolean {
  const digits = /[0-9]/.test(found) && !/[0-9]/.test(letters)
  return !digits || (found.match(/\p{L}/gu)?.length ?? 0) >= fewestRealLetters
}
