import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { PersonError } from '#core/errors.ts'
import { drawWildcards, wildcardWords } from '#core/wildcards.ts'
import { typed } from '#messages/escape.ts'
import type { Texts } from '#messages/texts/texts.ts'

/** Of MODELS_DIR. */
const wildcardsFolder = 'wildcards'
const namesShown = 20
const nameShown = 60

/**
 * Puts drawn words in place of the wildcards of a prompt, from the text files in MODELS_DIR/wildcards. The prompt that comes out is
 * what is kept, so that the same seed later says the same.
 * @returns a function that throws {PersonError} for a wildcard without a file
 */
export function wildcardDrawer(modelsDir: string, texts: Texts): (prompt: string) => Promise<string> {
  const folder = resolve(modelsDir, wildcardsFolder)
  const wordsOf = async (name: string) => {
    const file = resolve(folder, `${name}.txt`)
    if (!file.startsWith(folder + sep)) return undefined
    const text = await readFile(file, 'utf8').catch(() => undefined)
    return text === undefined ? undefined : wildcardWords(text)
  }
  return async (prompt) => {
    const drawn = await drawWildcards(prompt, wordsOf, Math.random)
    if (drawn.outcome === 'drawn') return drawn.prompt
    const known = await wildcardNames(folder)
    const name = typed(drawn.name, nameShown)
    throw new PersonError(
      'refused',
      known.length === 0
        ? texts.prompts.noWildcards(name)
        : texts.prompts.unknownWildcard(name, known.slice(0, namesShown).join(', ')),
    )
  }
}

async function wildcardNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.txt'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).slice(0, -'.txt'.length))
    .map((name) => name.split(sep).join('/'))
    .toSorted()
}
