/**
 * `__colour__` in a prompt stands for a word of a list; names may hold folders, as `__animals/sea__`, and `*` for any letters, as
 * `__animals/*__`. A name may not hold two underscores in a row.
 */
const wildcard = /__([\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .\-/*()]|_(?!_))*)__/gu
const wholeWildcard = new RegExp(`^(?:${wildcard.source})$`, 'u')

/** Lists that lead from one to the next. */
const mostLevels = 10
/** Words that are drawn for one prompt. */
const mostDraws = 1000

/** The words of a wildcard; undefined where there is no such list. */
export type WordsOf = (name: string) => Promise<readonly string[] | undefined>

export type Drawn =
  | { outcome: 'drawn'; prompt: string }
  | { outcome: 'unknown'; name: string }
  /** There is such a list, without a word. */
  | { outcome: 'empty'; name: string }
  /** All of its words lead back to it, or on and on. */
  | { outcome: 'endless'; name: string }

class CannotDraw extends Error {
  readonly why: Exclude<Drawn, { outcome: 'drawn' }>
  constructor(outcome: 'unknown' | 'empty' | 'endless', name: string) {
    super(`__${name}__: ${outcome}`)
    this.why = { outcome, name }
  }
}

/**
 * Draws a word for each wildcard of a prompt, each time anew. A word may hold wildcards itself; one that leads back to the list it comes
 * from is not drawn.
 * @param random 0 up to, and without, 1
 */
export async function drawWildcards(prompt: string, wordsOf: WordsOf, random: () => number): Promise<Drawn> {
  const lists = new Map<string, readonly string[]>()
  let draws = 0
  const wordsAnew = async (name: string) => {
    const words = lists.get(name) ?? (await wordsOf(name))
    if (words === undefined) throw new CannotDraw('unknown', name)
    if (words.length === 0) throw new CannotDraw('empty', name)
    lists.set(name, words)
    return words
  }
  const expand = async (text: string, within: readonly string[]): Promise<string> => {
    let expanded = ''
    let from = 0
    for (const { 0: whole, 1: name = '', index } of text.matchAll(wildcard)) {
      const words = await wordsAnew(name)
      const chain = [...within, name]
      const leading = words.filter((word) => !namesIn(word).some((inner) => chain.includes(inner)))
      const word = leading[Math.floor(random() * leading.length)]
      draws += 1
      if (word === undefined || draws > mostDraws || chain.length > mostLevels)
        throw new CannotDraw('endless', name)
      expanded += text.slice(from, index) + (await expand(word, chain))
      from = index + whole.length
    }
    return expanded + text.slice(from)
  }
  try {
    return { outcome: 'drawn', prompt: await expand(prompt, []) }
  } catch (error) {
    if (error instanceof CannotDraw) return error.why
    throw error
  }
}

function namesIn(text: string): string[] {
  return Array.from(text.matchAll(wildcard), ([, name = '']) => name)
}

/** The words of a list: one a line, `#` begins a remark. */
export function wildcardWords(file: string): string[] {
  return file
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/#.*$/u, '').trim())
    .filter((word) => word !== '')
}

/** Whether a list of this name can be asked for. */
export function isWildcardName(name: string): boolean {
  return wholeWildcard.test(`__${name}__`)
}

/**
 * Those of the lists that a wildcard means: the one of its name, else those of its name in other letters (`Colour`), else those that its
 * `*` stands for; `*` is no folder, `**` is any.
 */
export function listsMeant(asked: string, names: readonly string[]): string[] {
  const exact = names.filter((name) => name === asked)
  if (exact.length > 0) return exact
  const pattern = asked
    .split(/(\*+)/)
    .map((part) => (part.startsWith('**') ? '.*' : part === '*' ? '[^/]*' : escapeRegExp(plainName(part))))
    .join('')
  const meant = new RegExp(`^${pattern}$`, 'su')
  return names.filter((name) => meant.test(plainName(name)))
}

/** Names are the same whatever their case, and however their accents are put together. */
function plainName(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}\-/]/g, String.raw`\$&`)
}
