import { parseFloatingPoint, trim, trimEnd, wholeWord } from './python-text.ts'

/** A prompt's part between two `AND`s. */
export interface PromptPart {
  text: string
  /** What the guidance scale is multiplied by for this part; 1 where nothing is typed. */
  weight: number
}

const and = wholeWord('AND')
const weightPattern = /^[+-]?(?:\p{Nd}+\.?|\p{Nd}*\.\p{Nd}+)$/u

/**
 * Splits a prompt at the word `AND`, and takes from the end of each part, also of a prompt without one, `:number` as its
 * weight (Liu et al. 2022, "Compositional Visual Generation"; stable-diffusion-webui, `modules/prompt_parser.py`). White space
 * at an end goes, at a start it stays. Negative prompts are not split.
 */
export function splitParts(prompt: string): PromptPart[] {
  return prompt.split(and).map((part) => {
    const colon = part.lastIndexOf(':')
    const typed = colon === -1 ? '' : trim(part.slice(colon + 1))
    const weight = weightPattern.test(typed) ? parseFloatingPoint(typed) : undefined
    return weight === undefined
      ? { text: trimEnd(part), weight: 1 }
      : { text: trimEnd(part.slice(0, colon)), weight }
  })
}
