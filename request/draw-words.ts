import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { decodeText } from '#core/decode-text.ts'
import { type Drawn, drawWildcards, isWildcardName, listsMeant, wildcardWords } from '#core/wildcards.ts'

/** Of MODELS_DIR. */
const wildcardsFolder = 'wildcards'
const ending = '.txt'

/** `known`: the names of those that there are. */
export type DrawnWords =
  | Exclude<Drawn, { outcome: 'unknown' }>
  | { outcome: 'unknown'; name: string; known: string[] }

/**
 * Puts drawn words in place of the wildcards of a prompt, from the text files in MODELS_DIR/wildcards and its folders. The prompt that
 * comes out is what is kept, so that the same seed later says the same.
 */
export async function drawWords(prompt: string, modelsDir: string): Promise<DrawnWords> {
  let names: Promise<string[]> | undefined
  const wordsOf = async (asked: string) => {
    names ??= wildcardNames(modelsDir)
    const meant = listsMeant(asked, await names)
    if (meant.length === 0) return undefined
    return (await Promise.all(meant.map((name) => wordsOfFile(modelsDir, name)))).flat()
  }
  const drawn = await drawWildcards(prompt, wordsOf, Math.random)
  return drawn.outcome === 'unknown' ? { ...drawn, known: await (names ?? []) } : drawn
}

/** A file that is gone since its folder was listed has no words. */
async function wordsOfFile(modelsDir: string, name: string): Promise<string[]> {
  const file = resolve(modelsDir, wildcardsFolder, `${name}${ending}`)
  const bytes = await readFile(file).catch(() => undefined)
  return bytes === undefined ? [] : wildcardWords(decodeText(bytes))
}

/** The lists that there are, by their names in prompts: `animals/sea`. */
export async function wildcardNames(modelsDir: string): Promise<string[]> {
  const folder = resolve(modelsDir, wildcardsFolder)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && entry.name.endsWith(ending))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).slice(0, -ending.length))
    .map((name) => name.split(sep).join('/'))
    .filter(isWildcardName)
    .toSorted()
}
