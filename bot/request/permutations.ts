import { PersonError } from '#core/errors.ts'
import { maxPermutations, permutationsOf } from '#core/permutations.ts'
import { typed } from '#messages/escape.ts'
import type { Texts } from '#messages/texts/texts.ts'

const placeMaxLength = 60

/**
 * The prompts that one with groups in braces stands for; one at least.
 * @throws {PersonError} when its braces make no sense, or too many prompts
 */
export function promptsOf(text: string, texts: Texts): string[] {
  const it = permutationsOf(text)
  if (it.outcome === 'prompts') return it.prompts
  throw new PersonError(
    'refused',
    it.outcome === 'too many'
      ? texts.drafts.tooManyPermutations(maxPermutations)
      : texts.drafts.malformed[it.why](typed(it.at, placeMaxLength)),
  )
}
