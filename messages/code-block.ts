import { contentMaxLength } from './limits.ts'
import { shorten } from './escape.ts'

const fence = '```'

/** Text as it is, to copy: in a code block, which it cannot end. Fits a message's content. */
export function codeBlock(text: string): string {
  const zeroWidthSpace = '\u200b'
  const safe = text.replaceAll('`', `\`${zeroWidthSpace}`)
  return `${fence}\n${shorten(safe, contentMaxLength - 2 * fence.length - 2)}\n${fence}`
}
