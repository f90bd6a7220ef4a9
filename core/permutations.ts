/** Midjourney's permutation prompts: `{red, blue} dragon` is two prompts, of several groups each with each. */

/** The most prompts that one permutation prompt may stand for. */
export const maxPermutations = 16

export type Permutations =
  | { outcome: 'prompts'; prompts: string[] }
  /** There would be more than `maxPermutations`. */
  | { outcome: 'too many' }
  /** A brace without its other half, or a group in which an alternative is missing; `at`: the text from there on. */
  | { outcome: 'malformed'; why: 'open' | 'closed' | 'empty'; at: string }

/** Texts and groups in turn; a group is its alternatives. */
type Sequence = (string | Sequence[])[]

class Malformed extends Error {
  readonly why: 'open' | 'closed' | 'empty'
  readonly at: number
  constructor(why: 'open' | 'closed' | 'empty', at: number) {
    super(why)
    this.why = why
    this.at = at
  }
}

/**
 * The prompts that a text stands for, in the order of its alternatives; those of the last group change fastest. Groups may be
 * nested.
 * `\{`, `\}` and, in a group, `\,` are the characters themselves; a text without braces is its own one prompt.
 */
export function permutationsOf(text: string): Permutations {
  try {
    const sequence = new Reader(text).whole()
    return countOf(sequence) > maxPermutations
      ? { outcome: 'too many' }
      : { outcome: 'prompts', prompts: expand(sequence).map((prompt) => prompt.trim()) }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return { outcome: 'malformed', why: error.why, at: text.slice(error.at) }
  }
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): Sequence {
    const sequence = this.#sequence(false)
    if (this.#at < this.#text.length) throw new Malformed('closed', this.#at)
    return sequence
  }

  /** Up to the end, a closing brace or, in a group, a comma. */
  #sequence(inGroup: boolean): Sequence {
    const sequence: Sequence = []
    let plain = ''
    for (let c = this.#text[this.#at]; c !== undefined; c = this.#text[this.#at]) {
      const next = this.#text[this.#at + 1]
      if (c === '\\' && (next === '{' || next === '}' || (inGroup && next === ','))) {
        plain += next
        this.#at += 2
      } else if (c === '{') {
        sequence.push(plain, this.#group())
        plain = ''
      } else if (c === '}' || (inGroup && c === ',')) break
      else {
        plain += c
        this.#at += 1
      }
    }
    return [...sequence, plain]
  }

  #group(): Sequence[] {
    const start = this.#at
    const alternatives: Sequence[] = []
    do {
      this.#at += 1
      const alternative = trimmed(this.#sequence(true))
      if (this.#at >= this.#text.length) throw new Malformed('open', start)
      if (alternative.every((part) => part === '')) throw new Malformed('empty', start)
      alternatives.push(alternative)
    } while (this.#text[this.#at] === ',')
    this.#at += 1
    return alternatives
  }
}

/** The text of an alternative, without the spaces next to the commas and braces of its group. */
function trimmed(sequence: Sequence): Sequence {
  return sequence.map((part, i) => {
    if (typeof part !== 'string') return part
    const start = i === 0 ? part.trimStart() : part
    return i === sequence.length - 1 ? start.trimEnd() : start
  })
}

function countOf(sequence: Sequence): number {
  return sequence.reduce<number>(
    (product, part) =>
      typeof part === 'string' ? product : product * part.reduce((sum, one) => sum + countOf(one), 0),
    1,
  )
}

function expand(sequence: Sequence): string[] {
  return sequence.reduce<string[]>(
    (prompts, part) => {
      const ends = typeof part === 'string' ? [part] : part.flatMap(expand)
      return prompts.flatMap((prompt) => ends.map((end) => prompt + end))
    },
    [''],
  )
}
