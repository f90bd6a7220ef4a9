import type { PromptRemark } from './remarks.ts'
import { takeTags } from './tags.ts'

/** A weight as nobody's program reads it: with a decimal comma, or with a bracket or colon of full width. */
const decimalComma = /:[ ]*[+-]?\d+,\d+[ ]*\)/u
const bracketed = /[(（][^()（）:：]*[:：][ ]*[+-]?\d+(?:\.\d+)?[ ]*[)）]/gu
const fullWidth = /[（：）]/u

/** What A1111 and sites write around a prompt when it is copied with its settings. */
const copiedSettings = /(?<!\S)(?:Negative prompt:|Steps:[ ]*\d+,[ ]*[A-Z][\w ]*:)/u

/** What in a prompt looks as if it were meant otherwise, and is read as words all the same; of each kind the first. */
export function readAsWords(text: string, of: 'prompt' | 'negative_prompt'): PromptRemark[] {
  const weight =
    decimalComma.exec(text)?.[0] ??
    Array.from(text.matchAll(bracketed), ([typed]) => typed).find((typed) => fullWidth.test(typed))
  const settings = copiedSettings.exec(text)?.[0]
  const tag = of === 'negative_prompt' ? takeTags(text).tags[0]?.text : undefined
  return [
    ...(weight === undefined ? [] : [{ kind: 'weight_as_words' as const, text: weight }]),
    ...(settings === undefined ? [] : [{ kind: 'settings_as_words' as const, text: settings }]),
    ...(tag === undefined ? [] : [{ kind: 'tag_as_words' as const, text: tag }]),
  ]
}
