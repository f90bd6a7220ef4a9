import type { Texts } from '#messages/texts/texts.ts'

/** What is told privately of a prompt's flags that mean nothing here. A backtick in them would end the code span. */
export function remarkOn(flags: readonly string[], texts: Texts): { remark?: string } {
  return flags.length === 0 ? {} : { remark: texts.ignoredFlags(flags.join(' ').replaceAll('`', '')) }
}
