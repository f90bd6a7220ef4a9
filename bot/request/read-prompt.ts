import { PersonError } from '#core/errors.ts'
import { paintersNotes } from '#core/paint-notes.ts'
import { typed } from '#messages/escape.ts'
import { noteText } from '#messages/paint-notes.ts'
import type { Texts } from '#messages/texts/texts.ts'
import { type Prompts, readPrompts } from '#request/read-prompt.ts'

/** Characters of what somebody typed, where it is said back to them. */
const shownLength = 60

/** @throws {PersonError} for a prompt that would be refused when it is painted */
export function requireReadable(settings: Prompts, texts: Texts): void {
  if (settings.promptSyntax !== 'a1111') return
  const { refusal } = readPrompts(settings)
  if (refusal === undefined) return
  throw new PersonError(
    'refused',
    refusal.kind === 'unreadable_weight'
      ? texts.prompts.unreadableWeight(typed(refusal.typed, shownLength))
      : texts.prompts.weightTooLarge,
  )
}

/** What a person should know of how their prompt is read. */
export function remarksOnPrompt(settings: Prompts, texts: Texts): string[] {
  if (settings.promptSyntax !== 'a1111') return []
  // Names in angle brackets may be those of embeddings, which are the painter's to know.
  return readPrompts(settings)
    .remarks.filter(({ kind }) => !paintersNotes.has(kind))
    .map((remark) => noteText(remark, texts))
}
