/** A word's beginning and the endings that make its forms. */
export interface Forms {
  beginning: string
  endings: readonly string[]
}

const vowels = 'aeiou'
const isVowel = (letter: string | undefined) => letter !== undefined && vowels.includes(letter)

/** Shorter words are the beginning of too many others: number is no form of numb. */
const fewestForAdjectives = 5
/** Words that only look like another one's form. */
const ownWords: ReadonlySet<string> = new Set(
  'apply charter charters colony county counter counters customer customers directory evening factory multiply policy shoulder shoulders story treaty unity'.split(
    ' ',
  ),
)

/**
 * The forms of a word in English, and the plurals of German and French that look like one: robots, bloody, killing, knives.
 * Longer words have more: `bloodier` is one of blood, `number` none of numb.
 */
export function formsOf(word: string): Forms[] {
  const last = word.at(-1)
  const before = word.at(-2)
  const long = word.length >= fewestForAdjectives
  const adjectives = long ? ['er', 'ers', 'y', 'ier', 'iest', 'ily', 'iness'] : []
  const forms: Forms[] = [{ beginning: word, endings: ['', 's'] }]
  const add = (beginning: string, endings: readonly string[]) => forms.push({ beginning, endings })
  const withoutLast = word.slice(0, -1)
  if (word.endsWith('ee')) {
    add(word, ['ing'])
  } else if (last === 'e') {
    add(withoutLast, ['ed', 'ing', ...adjectives])
    if (long) add(word, ['n'])
    if (word.endsWith('ife')) add(word.slice(0, -2), ['ves'])
  } else if (last === 'y' && !isVowel(before)) {
    add(withoutLast, ['ies', 'ied', ...(long ? ['ier', 'iest', 'ily', 'iness'] : [])])
    add(word, ['ing'])
  } else if (isShort(word)) {
    add(word + last, ['ed', 'ing'])
    if (long) add(word, adjectives)
  } else {
    add(word, ['ed', 'ing', ...adjectives])
    if (/(?:s|x|z|ch|sh|o)$/u.test(word)) add(word, ['es'])
    if (long) add(word, /e[lr]$/u.test(word) ? ['n'] : ['en'])
    if (/(?:lf|eaf|oaf|arf|hief)$/u.test(word)) add(withoutLast, ['ves'])
    if (word.endsWith('man')) add(word.slice(0, -2), ['en'])
  }
  return forms
    .map(({ beginning, endings }) => ({
      beginning,
      endings: endings.filter((ending) => !ownWords.has(beginning + ending)),
    }))
    .filter(({ endings }) => endings.length > 0)
}

/** One vowel before one consonant: its forms double that, as in gutted, and rating is none of rat. */
function isShort(word: string): boolean {
  return /^[^aeiou]*[aeiouy][^aeiouwxy]$/u.test(word)
}
