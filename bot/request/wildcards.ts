import { PersonError } from '#core/errors.ts'
import { typed } from '#messages/escape.ts'
import type { Texts } from '#messages/texts/texts.ts'
import { drawWords } from '#request/draw-words.ts'

const namesShown = 20
const nameShown = 60

/**
 * Puts drawn words in place of the wildcards of a prompt.
 * @returns a function that throws {PersonError} for a wildcard without a file
 */
export function wildcardDrawer(modelsDir: string, texts: Texts): (prompt: string) => Promise<string> {
  return async (prompt) => {
    const drawn = await drawWords(prompt, modelsDir)
    if (drawn.outcome === 'drawn') return drawn.prompt
    const name = typed(drawn.name, nameShown)
    throw new PersonError(
      'refused',
      drawn.known.length === 0
        ? texts.prompts.noWildcards(name)
        : texts.prompts.unknownWildcard(name, drawn.known.slice(0, namesShown).join(', ')),
    )
  }
}
