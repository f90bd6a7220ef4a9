import { remarksOnPrompt } from '#bot/request/read-prompt.ts'
import type { PaintSettings } from '#core/generation.ts'
import type { Texts } from '#messages/texts/texts.ts'

/** Remarks that are told at once: what a message holds. */
const mostRemarks = 8

/**
 * What is told privately of prompts: flags that mean nothing here, and what of them was read otherwise than it may be meant, and
 * what is `said` already, such as LoRAs that are not there. A backtick in flags would end the code span.
 */
export function remarkOn(
  flags: readonly string[],
  settings: readonly PaintSettings[],
  said: readonly (string | undefined)[],
  texts: Texts,
): { remark?: string } {
  const ignored = flags.length === 0 ? [] : [texts.ignoredFlags(flags.join(' ').replaceAll('`', ''))]
  const read = settings.flatMap((one) => remarksOnPrompt(one, texts))
  const remarks = [...new Set([...ignored, ...said.filter((one) => one !== undefined), ...read])].slice(
    0,
    mostRemarks,
  )
  return remarks.length === 0 ? {} : { remark: remarks.join('\n') }
}
