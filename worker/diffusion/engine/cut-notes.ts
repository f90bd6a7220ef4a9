import type { PaintRequest } from '#diffusion/contract.ts'
import type { Tokenizer } from '#diffusion/tokenizer/tokenizer.ts'

/** What of plain prompts the text encoder does not read, one sentence each. */
export function cutNotes(
  tokenizer: Tokenizer,
  { prompt, negativePrompt, guidance }: Pick<PaintRequest, 'prompt' | 'negativePrompt' | 'guidance'>,
): string[] {
  // Without guidance nobody looks at the negative prompt.
  const texts = [
    ['prompt', prompt],
    ['negative prompt', guidance > 1 ? negativePrompt : ''],
  ] as const
  return texts.flatMap(([name, text]) => {
    const { truncated } = tokenizer.encode(text)
    return truncated === null
      ? []
      : [
          `The ${name} is longer than 77 tokens, which is all that plain prompts can have. This was left out: ${truncated}`,
        ]
  })
}
