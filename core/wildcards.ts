/** `__colour__` in a prompt stands for a word of a list; names may hold folders, as `__animals/sea__`. */
const wildcard = /__([\p{L}\p{N}](?:[\p{L}\p{N} .\-/]|_(?!_))*)__/gu

/** A word of a list may hold wildcards itself, to this depth. */
const mostLevels = 5

/** The words of a wildcard; undefined where there is no such list. */
export type WordsOf = (name: string) => Promise<readonly string[] | undefined>

export type Drawn = { outcome: 'drawn'; prompt: string } | { outcome: 'unknown'; name: string }

/**
 * Draws a word for each wildcard of a prompt, each time anew.
 * @param random 0 up to, and without, 1
 */
export async function drawWildcards(prompt: string, wordsOf: WordsOf, random: () => number): Promise<Drawn> {
  let text = prompt
  for (let level = 0; level < mostLevels; level++) {
    const names = Array.from(text.matchAll(wildcard), ([, name = '']) => name)
    if (names.length === 0) break
    const lists = new Map<string, readonly string[]>()
    for (const name of new Set(names)) {
      const words = await wordsOf(name)
      if (words === undefined || words.length === 0) return { outcome: 'unknown', name }
      lists.set(name, words)
    }
    text = text.replaceAll(wildcard, (_, name: string) => {
      const words = lists.get(name) ?? []
      return words[Math.floor(random() * words.length)] ?? ''
    })
  }
  return { outcome: 'drawn', prompt: text }
}

/** The words of a list: one a line, `#` begins a remark. */
export function wildcardWords(file: string): string[] {
  return file
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((word) => word !== '')
}
