import { contentMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { notice } from './notice.ts'
import { textsFor } from './texts/texts.ts'

const fence = '```'
export const settingsFileName = 'settings.txt'

/**
 * How a picture was made, to copy: in a code block, or, where it is longer than a message or would end the block, as a file.
 * Never shortened: seed and steps stand at its end. `tool`: the one that wrote them in its own form.
 */
export function settingsTextMessage(text: string, locale: string, tool?: string): MessageBody {
  const from = tool === undefined ? '' : `${textsFor(locale).foreign.readFrom(tool)}\n`
  const block = `${from}${fence}\n${text}\n${fence}`
  if (block.length <= contentMaxLength && !text.includes(fence) && !text.endsWith('`')) return notice(block)
  const { said, alt } = textsFor(locale).settingsFile
  return {
    ...notice(`${from}${said}`),
    attachments: [{ id: 0, filename: settingsFileName, description: alt }],
  }
}
