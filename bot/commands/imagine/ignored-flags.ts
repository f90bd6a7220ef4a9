import { remarksOnPrompt } from '#bot/request/read-prompt.ts'
import { isAbsentHere } from '#core/prompt-flags.ts'
import type { PaintSettings } from '#core/generation.ts'
import type { Texts } from '#messages/texts/texts.ts'

/** Remarks that are told at once: what a message holds. */
const mostRemarks = 8

/**
 * What is told privately of prompts: flags that mean nothing here, what of them was read otherwise than it may be meant, and what
 * else there is to say (`said`).
 */
export function remarkOn(
  flags: readonly string[],
  settings: readonly PaintSettings[],
  said: readonly (string | undefined)[],
  texts: Texts,
): { remark?: string } {
  // A backtick in flags would end the code span.
  const shown = (those: readonly string[]) => those.join(' ').replaceAll('`', '')
  const absent = flags.filter(isAbsentHere)
  const strange = flags.filter((flag) => !isAbsentHere(flag))
  const ignored = [
    ...(absent.length === 0 ? [] : [texts.absentFlags(shown(absent))]),
    ...(strange.length === 0 ? [] : [texts.ignoredFlags(shown(strange))]),
  ]
  const read = settings.flatMap((one) => remarksOnPrompt(one, texts))
  const remarks = [...new Set([...ignored, ...said.filter((one) => one !== undefined), ...read])].slice(
    0,
    mostRemarks,
  )
  return remarks.length === 0 ? {} : { remark: remarks.join('\n') }
}
