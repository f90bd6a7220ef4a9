import type { PaintNote } from '#core/paint-notes.ts'
import { contentMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { notice } from './notice.ts'
import { noteTexts } from './paint-notes.ts'
import { textsFor } from './texts/texts.ts'

const fence = '```'
export const settingsFileName = 'settings.txt'

export interface BesideSettings {
  /** The tool that wrote them in its own form. */
  tool?: string | undefined
  /** What could not be painted as it was asked for. */
  notes?: readonly PaintNote[]
}

/**
 * How a picture was made, to copy: in a code block, or, where it is longer than a message or would end the block, as a file.
 * Never shortened: seed and steps stand at its end.
 */
export function settingsTextMessage(
  text: string,
  locale: string,
  { tool, notes = [] }: BesideSettings = {},
): MessageBody {
  const from = tool === undefined ? '' : `${textsFor(locale).foreign.readFrom(tool)}\n`
  const below = noteTexts(notes, locale)
    .map((note) => `\n${note}`)
    .join('')
  const block = `${from}${fence}\n${text}\n${fence}${below}`
  if (block.length <= contentMaxLength && !text.includes(fence) && !text.endsWith('`')) return notice(block)
  const { said, alt } = textsFor(locale).settingsFile
  return {
    ...notice(`${from}${said}${below}`),
    attachments: [{ id: 0, filename: settingsFileName, description: alt }],
  }
}
