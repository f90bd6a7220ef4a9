import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { drawWildcards, wildcardWords } from '#core/wildcards.ts'

/** Of MODELS_DIR. */
const wildcardsFolder = 'wildcards'

/** `known`: the names of those that there are. */
export type DrawnWords =
  | { outcome: 'drawn'; prompt: string }
  | { outcome: 'unknown'; name: string; known: string[] }

/**
 * Puts drawn words in place of the wildcards of a prompt, from the text files in MODELS_DIR/wildcards. The prompt that comes out is
 * what is kept, so that the same seed later says the same.
 */
export async function drawWords(prompt: string, modelsDir: string): Promise<DrawnWords> {
  const folder = resolve(modelsDir, wildcardsFolder)
  const wordsOf = async (name: string) => {
    const file = resolve(folder, `${name}.txt`)
    if (!file.startsWith(folder + sep)) return undefined
    const text = await readFile(file, 'utf8').catch(() => undefined)
    return text === undefined ? undefined : wildcardWords(text)
  }
  const drawn = await drawWildcards(prompt, wordsOf, Math.random)
  return drawn.outcome === 'drawn'
    ? { outcome: 'drawn', prompt: drawn.prompt }
    : { outcome: 'unknown', name: drawn.name, known: await wildcardNames(folder) }
}

async function wildcardNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.txt'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).slice(0, -'.txt'.length))
    .map((name) => name.split(sep).join('/'))
    .toSorted()
}
