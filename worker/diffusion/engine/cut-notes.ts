import type { PaintRequest } from '#diffusion/contract.ts'
import type { PaintNote } from '#diffusion/paint-note.ts'
import type { Tokenizer } from '#diffusion/tokenizer/tokenizer.ts'

/** What of plain prompts the text encoder does not read. */
export function cutNotes(
  tokenizer: Tokenizer,
  { prompt, negativePrompt, guidance }: Pick<PaintRequest, 'prompt' | 'negativePrompt' | 'guidance'>,
): PaintNote[] {
  // Without guidance nobody looks at the negative prompt.
  const texts = [
    ['prompt', prompt],
    ['negative_prompt', guidance > 1 ? negativePrompt : ''],
  ] as const
  return texts.flatMap(([of, typed]) => {
    const { truncated: text } = tokenizer.encode(typed)
    return text === null ? [] : [{ kind: 'words_cut' as const, of, text }]
  })
}
