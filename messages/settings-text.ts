import { contentMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { notice } from './notice.ts'
import { textsFor } from './texts/texts.ts'

const fence = '```'
export const settingsFileName = 'settings.txt'

/**
 * How a picture was made, to copy: in a code block, or, where it is longer than a message or would end the block, as a file.
 * Never shortened: seed and steps stand at its end.
 */
export function settingsTextMessage(text: string, locale: string): MessageBody {
  const block = `${fence}\n${text}\n${fence}`
  if (block.length <= contentMaxLength && !text.includes(fence) && !text.endsWith('`')) return notice(block)
  const { said, alt } = textsFor(locale).settingsFile
  return { ...notice(said), attachments: [{ id: 0, filename: settingsFileName, description: alt }] }
}
