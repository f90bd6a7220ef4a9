import { plainWords, withWildcards } from './plain-words.ts'

/**
 * What a rule about a word means.
 * - `word`: the whole word, or the whole phrase
 * - `stem`: it and its forms: plurals, endings
 * - `anywhere`: also inside other words
 * - `wildcard`: `*` stands for any letters, `?` for one
 */
export const ruleKinds = ['word', 'stem', 'anywhere', 'wildcard'] as const
export type RuleKind = (typeof ruleKinds)[number]

export interface BlockedRule {
  kind: RuleKind
  /** In lower case, without diacritics and punctuation, words apart by single spaces. */
  text: string
}

/** Less would be found in every other prompt. */
export const fewestLettersInside = 3

/** As the database keeps a rule: `stem:robot`. A text alone is a whole word, which is what every rule was at first. */
export function storedRule({ kind, text }: BlockedRule): string {
  return kind === 'word' ? text : `${kind}:${text}`
}

export function readStoredRule(stored: string): BlockedRule {
  const colon = stored.indexOf(':')
  const kind = ruleKinds.find((one) => one === stored.slice(0, Math.max(0, colon)))
  return kind === undefined
    ? { kind: 'word', text: plainWords(stored).join(' ') }
    : { kind, text: stored.slice(colon + 1) }
}

export type UnusableRule = { typed: string; why: 'no letters' | 'too few letters' }

/**
 * The rules that a person typed, apart by commas, semicolons or lines. Without a kind they are stems, but wildcards where there is
 * an asterisk.
 */
export function readRules(
  typed: string,
  kind: RuleKind | null,
): { rules: BlockedRule[]; unusable: UnusableRule[] } {
  const rules: BlockedRule[] = []
  const unusable: UnusableRule[] = []
  for (const one of typed.split(/[,;\n]/).filter((part) => part.trim() !== '')) {
    const meant = kind ?? (one.includes('*') ? 'wildcard' : 'stem')
    const text = (meant === 'wildcard' ? withWildcards(one) : plainWords(one)).join(' ')
    const letters = text.replaceAll(/[^\p{L}\p{N}]/gu, '').length
    const open = meant === 'anywhere' || meant === 'wildcard'
    if (letters === 0) unusable.push({ typed: one.trim(), why: 'no letters' })
    else if (open && letters < fewestLettersInside && !isUnspaced(text))
      unusable.push({ typed: one.trim(), why: 'too few letters' })
    else rules.push({ kind: meant, text })
  }
  return { rules, unusable }
}

/** Scripts that put no space between words: a rule is looked for inside the text there, whatever its kind. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

export const isUnspaced = (text: string): boolean => unspaced.test(text)
